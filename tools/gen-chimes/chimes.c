/* chimes: generates the kiosk's three sounds from soft bells.
 *
 *   success  a rising fourth, E5 A5
 *   again    one low note, A4: already done
 *   refused  two equal low notes, D4 D4: not accepted, but no alarm */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RATE 22050
#define SAMPLES 19845 /* 0.9 s */

struct note {
    double at_s, hz, level;
};

/* A bell: higher partials decay faster; the attack takes 8 ms. */
static void strike(double *samples, const struct note *note) {
    static const struct {
        double ratio, level, ring_s;
    } partials[] = {{1, 1, 0.40}, {2, 0.35, 0.22}, {3.01, 0.16, 0.12}, {4.2, 0.06, 0.07}};
    int start = (int)(note->at_s * RATE);
    for (int i = start; i < SAMPLES; i++) {
        double t = (double)(i - start) / RATE, attack = t < 0.008 ? t / 0.008 : 1;
        for (size_t p = 0; p < sizeof partials / sizeof partials[0]; p++)
            samples[i] += note->level * attack * partials[p].level *
                          exp(-t / partials[p].ring_s * 2.2) *
                          sin(2 * 3.14159265358979 * note->hz * partials[p].ratio * t);
    }
}

static void put_u32(FILE *f, uint32_t v) {
    for (int i = 0; i < 4; i++) fputc((int)(v >> 8 * i & 0xff), f);
}

static void put_u16(FILE *f, unsigned v) {
    fputc((int)(v & 0xff), f);
    fputc((int)(v >> 8 & 0xff), f);
}

static int write_wav(const char *folder, const char *name, const double *samples) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s.wav", folder, name);
    FILE *f = fopen(path, "wb");
    if (!f) return -1;
    double peak = 0;
    for (int i = 0; i < SAMPLES; i++) peak = fabs(samples[i]) > peak ? fabs(samples[i]) : peak;
    fputs("RIFF", f);
    put_u32(f, 36 + SAMPLES * 2);
    fputs("WAVEfmt ", f);
    put_u32(f, 16);
    put_u16(f, 1); /* PCM */
    put_u16(f, 1); /* mono */
    put_u32(f, RATE);
    put_u32(f, RATE * 2);
    put_u16(f, 2);
    put_u16(f, 16);
    fputs("data", f);
    put_u32(f, SAMPLES * 2);
    for (int i = 0; i < SAMPLES; i++) {
        double fade = i > SAMPLES - 400 ? (double)(SAMPLES - i) / 400 : 1;
        put_u16(f, (unsigned)(int)(samples[i] / peak * fade * 0.7 * 32767) & 0xffff);
    }
    return fclose(f);
}

static int make(const char *folder, const char *name, const struct note *notes, int count) {
    static double samples[SAMPLES];
    memset(samples, 0, sizeof samples);
    for (int i = 0; i < count; i++) strike(samples, &notes[i]);
    return write_wav(folder, name, samples);
}

int main(int argc, char **argv) {
    static const struct note success[] = {{0, 659.26, 0.9}, {0.13, 880.0, 1}};
    static const struct note again[] = {{0, 440.0, 1}};
    static const struct note refused[] = {{0, 293.66, 1}, {0.2, 293.66, 0.9}};
    if (argc != 2) {
        fprintf(stderr, "usage: gen-chimes FOLDER\n");
        return 2;
    }
    return make(argv[1], "success", success, 2) || make(argv[1], "again", again, 1) ||
           make(argv[1], "refused", refused, 2);
}
