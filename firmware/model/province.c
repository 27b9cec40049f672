/* province: the 34 regions in the order of GB/T 2260, and the position of each on the tile map.
 */
#include "model/province.h"
#include "base/bytes.h"

#include <assert.h>
#include <string.h>

static const struct province provinces[] = {
    {"北京", "Beijing", 6, 2},
    {"天津", "Tianjin", 7, 3},
    {"河北", "Hebei", 6, 3},
    {"山西", "Shanxi", 5, 3},
    {"内蒙古", "Inner Mongolia", 5, 2},
    {"辽宁", "Liaoning", 8, 2},
    {"吉林", "Jilin", 8, 1},
    {"黑龙江", "Heilongjiang", 8, 0},
    {"上海", "Shanghai", 8, 5},
    {"江苏", "Jiangsu", 7, 5},
    {"浙江", "Zhejiang", 7, 6},
    {"安徽", "Anhui", 6, 5},
    {"福建", "Fujian", 6, 7},
    {"江西", "Jiangxi", 6, 6},
    {"山东", "Shandong", 6, 4},
    {"河南", "Henan", 5, 4},
    {"湖北", "Hubei", 5, 5},
    {"湖南", "Hunan", 5, 6},
    {"广东", "Guangdong", 5, 7},
    {"广西", "Guangxi", 4, 7},
    {"海南", "Hainan", 4, 9},
    {"重庆", "Chongqing", 4, 5},
    {"四川", "Sichuan", 3, 5},
    {"贵州", "Guizhou", 4, 6},
    {"云南", "Yunnan", 3, 6},
    {"西藏", "Tibet", 1, 5},
    {"陕西", "Shaanxi", 4, 4},
    {"甘肃", "Gansu", 2, 3},
    {"青海", "Qinghai", 2, 4},
    {"宁夏", "Ningxia", 3, 3},
    {"新疆", "Xinjiang", 0, 2},
    {"台湾", "Taiwan", 8, 7},
    {"香港", "Hong Kong", 6, 8},
    {"澳门", "Macao", 5, 8},
};
_Static_assert(ARRAY_LENGTH(provinces) == PROVINCES, "34 regions");

static const char *const endings[] = {"",           "省",         "市",           "自治区",
                                      "壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区"};

const struct province *province_at(int index) {
    assert(index >= 0 && index < PROVINCES);
    return &provinces[index];
}

int province_find(const char *name) {
    for (int i = 0; i < PROVINCES; i++) {
        size_t n = strlen(provinces[i].name);
        if (strncmp(name, provinces[i].name, n) != 0) continue;
        for (size_t k = 0; k < ARRAY_LENGTH(endings); k++) {
            if (strcmp(name + n, endings[k]) == 0) return i;
        }
    }
    return -1;
}
