#pragma once
/* Names where a stranger can see them. Pure. */
#include "model/outcome.h"

/* 王建国 -> 王*国, 李明 -> 李*, 欧阳余康 -> 欧**康, 阿不都·热合曼 -> 阿*****曼. */
void name_mask(const char *name, char ret_masked[static NAME_SIZE]);
