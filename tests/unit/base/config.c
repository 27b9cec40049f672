/* config: every error names its line, and a bad file changes nothing. */
#include "base/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void each_known_key_is_taken(void **state) {
    (void)state;
    struct config c;
    struct why why = {0};
    config_defaults(&c);
    const char *text =
        "[station]\nname = 龙尚站\ntimezone = Asia/Urumqi\nlanguage = en\n"
        "[reader]\ndevice = pn532_uart:/dev/ttyAMA0\n"
        "[display]\nsize = 800x480\nrotation = 90\ndiagonal_mm = 178\nfull_screen = no\nmotion = "
        "no\n"
        "[sound]\nvolume = 0\n[rules]\nnames = masked\ncool_down_min = 5\n[data]\ndirectory = "
        "/tmp/x\n";
    assert_int_equal(config_parse(text, "t", &why, &c), ERR_NONE);
    assert_string_equal(c.station_name, "龙尚站");
    assert_string_equal(c.timezone, "Asia/Urumqi");
    assert_string_equal(c.reader_device, "pn532_uart:/dev/ttyAMA0");
    assert_int_equal(c.width_px, 800);
    assert_int_equal(c.height_px, 480);
    assert_int_equal(c.rotation, 90);
    assert_false(c.full_screen);
    assert_false(c.motion);
    assert_true(c.names_masked);
    assert_int_equal(c.volume, 0);
    assert_int_equal(c.cool_down_min, 5);
}

static void a_bad_line_is_named_and_nothing_changes(void **state) {
    (void)state;
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"[station]\nname = a\ncolour = red\n", "t:3: unknown key [station] colour"},
        {"[statoin]\nname = a\n", "t:2: unknown key [statoin] name"},
        {"\n[display]\nrotation = 45\n",
         "t:3: [display] rotation = \"45\" must be 0, 90, 180 or 270"},
        {"[display]\nsize = big\n", "t:2: [display] size"},
        {"[display]\nsize = 1080x1920x\n", "t:2: [display] size"},
        {"[display]\ndiagonal_mm = 12mm\n", "t:2: [display] diagonal_mm"},
        {"[station]\ntimezone = Mars/Base\n", "t:2: [station] timezone"},
        {"[station]\ntimezone = ../../etc/passwd\n", "t:2: [station] timezone"},
        {"[station]\nlanguage = fr\n", "must be zh or en"},
        {"[station]\nname =\n", "t:2: [station] name"},
        {"[station]\nname = \xff\xfe\n", "t:2: [station] name"},
        {"[sound]\nvolume = 101\n", "must be a whole number from 0 to 100"},
        {"nonsense\n", "t:1: not a [section]"},
        {"[station\nname = a\n", "t:1: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config c, before;
        memset(&c, 0, sizeof c);
        config_defaults(&c);
        before = c;
        struct why why = {0};
        assert_int_equal(config_parse(cases[i].text, "t", &why, &c), ERR_BAD_INPUT);
        if (!strstr(why.text, cases[i].reason))
            fail_msg("\"%s\" lacks \"%s\"", why.text, cases[i].reason);
        assert_memory_equal(&c, &before, sizeof c);
    }
}

static void a_line_longer_than_the_limit_is_refused(void **state) {
    (void)state;
    char text[4096] = "[station]\nname = ";
    memset(text + strlen(text), 'x', 3000);
    struct config c;
    struct why why = {0};
    config_defaults(&c);
    assert_int_equal(config_parse(text, "t", &why, &c), ERR_BAD_INPUT);
    assert_non_null(strstr(why.text, "t:2: the line is too long"));
}

static void the_documented_sample_is_accepted(void **state) {
    (void)state;
    struct config c;
    struct why why = {0};
    config_defaults(&c);
    if (config_read(MUSTER_SOURCE_DIR "/assets/muster.conf", &why, &c) != ERR_NONE)
        fail_msg("%s", why.text);
}

static void a_setup_has_the_configs_keys_and_its_own(void **state) {
    (void)state;
    struct setup setup = {0};
    struct why why = {0};
    char local[512];
    config_defaults(&setup.config);
    const char *text =
        "[station]\nname = 龙尚站\n[network]\nssid = hall\npassphrase = correct horse\n"
        "[sound]\nvolume = 40\n[pair]\nstation = 192.168.1.10\n"
        "fingerprint = 3f9a 04c1 77be 1d20 a5e6 0b93 c84d 62f1\ncode = 12345678\n";
    assert_int_equal(setup_parse(text, "t", &why, &setup, local, sizeof local), ERR_NONE);
    assert_string_equal(setup.config.station_name, "龙尚站");
    assert_string_equal(setup.passphrase, "correct horse");
    assert_string_equal(setup.code, "12345678");
    assert_string_equal(local, "[station]\nname=龙尚站\n[sound]\nvolume=40\n");
}

static void a_refused_setup_names_its_line_and_no_secret(void **state) {
    (void)state;
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"[network]\nssid = hall\npassphrase = hush\n", "t:3: [network] passphrase must be longer"},
        {"[pair]\ncode = hush123456\n", "t:2: [pair] code must be shorter"},
        {"[pair]\ncode = 12345678\n", "t: [pair] needs station, fingerprint and code"},
        {"[network]\npassphrase = correct hush\n", "t: [network] passphrase needs an ssid"},
        {"[station]\nname = a\n[netwrok]\nssid = b\n", "t:4: unknown key [netwrok] ssid"},
        {"[display]\nrotation = 45\n", "t:2: [display] rotation"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct setup setup = {0}, before;
        struct why why = {0};
        char local[512];
        config_defaults(&setup.config);
        before = setup;
        assert_int_equal(setup_parse(cases[i].text, "t", &why, &setup, local, sizeof local),
                         ERR_BAD_INPUT);
        assert_memory_equal(why.text, cases[i].reason, strlen(cases[i].reason));
        assert_null(strstr(why.text, "hush"));
        assert_memory_equal(&setup, &before, sizeof setup);
    }
}

static void a_config_knows_no_network(void **state) {
    (void)state;
    struct config c;
    struct why why = {0};
    config_defaults(&c);
    assert_int_equal(config_parse("[network]\nssid = hall\n", "t", &why, &c), ERR_BAD_INPUT);
    assert_string_equal(why.text, "t:2: unknown key [network] ssid");
}

static void a_kept_value_takes_the_place_of_the_one_before(void **state) {
    (void)state;
    struct why why = {0};
    struct config c;
    char dir[] = "/tmp/muster-config.XXXXXX", path[64], text[256] = "";
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/local.conf", dir);
    assert_int_equal(config_keep(dir, "station", "name", "甲", &why), ERR_NONE);
    assert_int_equal(config_keep(dir, "sound", "volume", "30", &why), ERR_NONE);
    assert_int_equal(config_keep(dir, "station", "name", "乙", &why), ERR_NONE);
    assert_int_equal(config_keep(dir, "sound", "volume", "300", &why), ERR_BAD_INPUT);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    assert_string_equal(text, "[sound]\nvolume=30\n[station]\nname=乙\n");
    config_defaults(&c);
    assert_int_equal(config_read_local(dir, &why, &c), ERR_NONE);
    assert_string_equal(c.station_name, "乙");
    unlink(path);
    rmdir(dir);
}

static void a_language_may_name_its_region(void **state) {
    (void)state;
    static const char *const cases[][2] = {{"zh", "zh"},         {"zh_CN", "zh"}, {"zh-CN", "zh"},
                                           {"zh-Hans-CN", "zh"}, {"en", "en"},    {"en_US", "en"},
                                           {"en-GB", "en"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config config;
        struct why why = {0};
        char text[64];
        config_defaults(&config);
        snprintf(text, sizeof text, "[station]\nlanguage = %s\n", cases[i][0]);
        assert_int_equal(config_parse(text, "t", &why, &config), ERR_NONE);
        assert_string_equal(config.language, cases[i][1]);
    }
    static const char *const refused[] = {"", "z", "fr", "fr_FR", "zho", "english"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct config config;
        struct why why = {0};
        char text[64];
        config_defaults(&config);
        snprintf(text, sizeof text, "[station]\nlanguage = %s\n", refused[i]);
        assert_int_equal(config_parse(text, "t", &why, &config), ERR_BAD_INPUT);
    }
}

static void the_setup_wizard_has_its_old_name_too(void **state) {
    (void)state;
    static const char *const words[] = {"wizard", "walk"};
    for (size_t i = 0; i < 2; i++) {
        struct config config;
        struct why why = {0};
        char text[64];
        config_defaults(&config);
        snprintf(text, sizeof text, "[kiosk]\nsetup = %s\n", words[i]);
        assert_int_equal(config_parse(text, "t", &why, &config), ERR_NONE);
        assert_true(config.setup_wizard);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_known_key_is_taken),
        cmocka_unit_test(a_bad_line_is_named_and_nothing_changes),
        cmocka_unit_test(a_line_longer_than_the_limit_is_refused),
        cmocka_unit_test(the_documented_sample_is_accepted),
        cmocka_unit_test(a_setup_has_the_configs_keys_and_its_own),
        cmocka_unit_test(a_refused_setup_names_its_line_and_no_secret),
        cmocka_unit_test(a_config_knows_no_network),
        cmocka_unit_test(a_kept_value_takes_the_place_of_the_one_before),
        cmocka_unit_test(a_language_may_name_its_region),
        cmocka_unit_test(the_setup_wizard_has_its_old_name_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
