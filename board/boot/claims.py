"""What board/test claims of the image, and how it looks."""

import pathlib
import random
import re
import subprocess
import time

from machine import Late

ROOT = pathlib.Path(__file__).resolve().parents[2]
ATTRACT = pathlib.Path(__file__).with_name("attract.pgm")
UNITS = ("muster-kiosk", "muster-out-of-order", "muster-board@", "muster-good", "muster-not-good", "muster-faults")
AS_MUSTER = "runuser -u muster -- muster-kiosk"
WELCOMES = ("welcome", "already_in", "visit", "sign_out")
BOOT_S = 900  # an emulated machine, and a busy one
PAGE_S = 180


class Report:
    def __init__(self):
        self.problems, self.since = 0, time.monotonic()

    def holds(self, what, held, detail=""):
        self.problems += not held
        print(f"{'ok     ' if held else 'PROBLEM'} {what}{': ' + str(detail) if detail != '' else ''}", flush=True)

    def tells(self, title, text):
        print(f"        {title}")
        for line in text.splitlines():
            print(f"            {line}", flush=True)

    def last_words(self, machine):
        try:
            self.tells("the log's end", machine.run("journalctl -b -n 60 --no-pager")[1])
        except (Late, OSError, AttributeError):
            pass

    def end(self):
        print(f"        {self.problems} problems in {time.monotonic() - self.since:.0f} s")
        return 1 if self.problems else 0


def hall(machine):
    """A machine that is on, with the packed sample in it, and nobody before it."""
    machine.on()
    machine.waits(BOOT_S)
    machine.run(f"systemctl stop muster-kiosk; {AS_MUSTER} import /usr/share/muster/sample; "
                "systemctl start --no-block muster-kiosk", 300)
    machine.forget_trace()
    machine.waits(BOOT_S)


def held(report, name, claim, machine, options):
    """One claim, alone or after others. A machine that no longer answers is switched off, for the next to start it."""
    began = time.monotonic()
    try:
        if name not in ("image", "updates") and not machine.process:
            hall(machine)
        claim(report, machine, options)
    except (Late, OSError, subprocess.SubprocessError) as problem:
        report.holds(f"{name}: {problem}", False)
        report.last_words(machine)
        machine.power_cut()
    print(f"        {name}: {time.monotonic() - began:.0f} s", flush=True)


def image(report, machine, options):
    size = sum((options.image / name).stat().st_size for name in ("root.squashfs", "kernel.squashfs")) / 1e6
    report.holds("a slot is at most 250 MB of squashfs", size <= 250, f"{size:.0f} MB")


def attract(report, machine, options):
    """The page that waits, beside the picture kept of it: greys, without the bar with the clock and the card with the
    minutes. Its stories take turns, so the one that was kept is waited for."""
    columns, rows = 54, 96
    if not ATTRACT.exists():
        while max(machine.picture(columns, rows)) < 128:
            time.sleep(1)
        time.sleep(3)
        ATTRACT.write_bytes(b"P5\n54 96\n255\n" + bytes(machine.picture(columns, rows)))
        report.holds(f"a picture of the attract page was kept in {ATTRACT.name}: look at it", False)
        return
    kept = ATTRACT.read_bytes()[-columns * rows:]
    looked_at = [i for i in range(columns * rows) if not 0 <= i // columns < 12 and not 70 <= i // columns < 84]
    end, apart = time.monotonic() + 180, 255.0
    while apart >= 12 and time.monotonic() < end:
        time.sleep(1)
        seen = machine.picture(columns, rows)
        apart = min(apart, sum(abs(seen[i] - kept[i]) for i in looked_at) / len(looked_at))
    report.holds("the attract page is on the glass", apart < 12, f"{apart:.1f} of 255 apart")


def at_rest(machine):
    """Nobody has touched it for long enough: the kiosk is started anew where that isn't sure."""
    machine.forget_trace()
    machine.run("systemctl restart --no-block muster-kiosk")
    machine.waits(BOOT_S)


def finger(report, machine, options):
    at_rest(machine)
    machine.touch(540, 900)
    machine.presented(("home",), PAGE_S)
    time.sleep(2)
    machine.touch(280, 780)
    machine.presented(("wall",), PAGE_S)
    report.holds("a finger opens the honour wall", True)


def tap(report, machine, options):
    machine.forget_trace()
    machine.tap(machine.card()[1])
    line = machine.presented(("welcome",), PAGE_S)
    report.holds("a tap brings the welcome page", True, f"{(line['t'] - line['tap']) / 1e9:.1f} s, emulated")


def shut(report, machine, options):
    """Nothing that listens, no shell on a terminal, nothing written to the root, data grown."""
    _, ports = machine.run("cat /proc/net/tcp /proc/net/tcp6 | awk '$4 == \"0A\" {print $2}'")
    report.holds("nothing listens for TCP", ports == "", ports)
    code, rules = machine.run("nft list chain inet muster input")
    report.holds("nftables drops what comes in", code == 0 and "policy drop" in rules, "" if code == 0 else rules)
    _, shells = machine.run("ps -eo tty,comm | grep -E 'getty|login$'; systemctl list-units --no-legend --plain '*getty*.service'")
    report.holds("no terminal has a shell", shells == "", shells)
    report.holds("the root is read-only", machine.run("touch /usr/x")[0] != 0)
    _, grown = machine.run("df --output=size -BM /var | tail -n 1")
    report.holds("the data partition took the disk's rest", int(grown.strip(" M")) > 4500, grown.strip())
    _, watchdog = machine.run("cat /sys/class/watchdog/watchdog0/state")
    report.holds("the machine's watchdog is armed", watchdog == "active", watchdog)
    _, failed = machine.run("systemctl --failed --no-legend --plain | awk '{print $1}'")
    report.holds("no unit has failed", failed == "", failed)
    _, options = machine.run("findmnt -n -o OPTIONS /boot/firmware")
    report.holds("the boot partition is mounted read-only", options.startswith("ro,"), options)


def exposure(report, machine, options):
    for unit in UNITS:
        name = unit.replace("@", "@x") + ".service"
        _, said = machine.run(f"systemd-analyze security --no-pager {name} | tail -n 1")
        score = re.search(r"([0-9.]+) [A-Z]+", said)
        report.holds(f"{name}: systemd-analyze security at most 2.0", bool(score) and float(score[1]) <= 2.0,
                     score[1] if score else said)


def start(report, machine, options):
    for what in ("time", "critical-chain muster-kiosk.service", "blame | head -n 25"):
        report.tells(f"systemd-analyze {what}", machine.run(f"systemd-analyze --no-pager {what}")[1])
    _, before = machine.run("systemctl show -p Before --value muster-kiosk.service; "
                            "systemctl list-dependencies --plain muster-kiosk.service | grep -c service")
    report.tells("units muster-kiosk.service needs", before.splitlines()[-1])


def zone(report, machine, options):
    """What staff set at the glass, on a root that is never written."""
    machine.ask_board("set-timezone", "Asia/Tokyo")
    _, said = machine.run("date +%Z; readlink -f /etc/localtime")
    report.holds("the machine's time zone can be set", said.startswith("JST"), said.replace("\n", " "))
    machine.ask_board("set-timezone", "Asia/Shanghai")
    said = machine.ask_board("set-clock", "$(($(date +%s) + 100))")
    report.holds("and its clock, though timesyncd runs", said == "ok", said)
    code, said = machine.run("runuser -u muster -- ls /boot/firmware")
    report.holds("the kiosk's user reads the boot partition", code == 0, said.replace("\n", " "))


def hang(report, machine, options):
    _, pid = machine.run("systemctl show -p MainPID --value muster-kiosk")
    machine.forget_trace()
    machine.run(f"kill -STOP {pid}")
    machine.waits(BOOT_S)
    _, log = machine.run("journalctl -b -u muster-kiosk --no-pager -o cat | grep -i watchdog | head -n 1")
    report.holds("a hung kiosk is killed by the watchdog and comes back", "atchdog" in log, log)


def full(report, machine, options):
    _, free = machine.run("df --output=avail -B1 /var | tail -n 1")
    machine.run(f"fallocate -l {free.strip()} /var/filler; dd if=/dev/zero of=/var/filler2 bs=4k 2>/dev/null")
    machine.forget_trace()
    machine.tap(machine.card()[1])
    try:
        shown = machine.presented(("refused", "out_of_order", *WELCOMES), PAGE_S)
        _, log = machine.run("journalctl -b -u muster-kiosk --no-pager -o cat | grep -iE 'full|disk|space' | tail -n 1")
        report.holds("a full data partition is said on the glass, and nobody is welcomed",
                     shown["screen"] not in WELCOMES, f"{shown['screen']}; {log}")
    finally:
        machine.run("rm -f /var/filler /var/filler2")
    end = time.monotonic() + 120
    while time.monotonic() < end:  # it tries again by itself
        machine.forget_trace()
        machine.tap(machine.card()[1])
        shown = machine.presented(("refused", "out_of_order", *WELCOMES), PAGE_S)
        if shown["screen"] in WELCOMES:
            break
        time.sleep(5)
    report.holds("once there is room again, the next is welcomed", shown["screen"] in WELCOMES, shown["screen"])


def exported(machine):
    _, said = machine.run(f"{AS_MUSTER} export taps 2>/dev/null")
    return said


def tapped(machine, end):
    """Taps until then; the members who saw a welcome."""
    welcomed = []
    while time.monotonic() < end:
        member, card = machine.card()
        machine.tap(card)
        try:
            machine.presented(WELCOMES, max(0.1, end - time.monotonic()))
        except Late:
            break  # the power goes while this one is under way
        welcomed.append(member)
    return welcomed


def cuts(report, machine, options):
    """Power is cut at random moments under taps; each welcomed tap must be there after the next start."""
    welcomed, lost = [], set()
    for _ in range(options.cuts):
        machine.forget_trace()
        welcomed += tapped(machine, time.monotonic() + random.uniform(1, 12))
        machine.power_cut()
        machine.on()
        machine.waits(BOOT_S)
        there = exported(machine)
        lost |= {member for member in welcomed if member not in there}
    report.holds(f"{options.cuts} power cuts under taps: every welcomed tap is there",
                 not lost and len(welcomed) >= options.cuts / 2, f"{len(welcomed)} welcomed, lost: {sorted(lost)}")


def clock_back(report, machine, options):
    """The board's clock fell back by years, as with an empty battery; systemd-timesyncd's file on the data tells. It is
    written each half hour, which is not waited for."""
    machine.run("touch /var/lib/systemd/timesync/clock; sync")
    _, before = machine.run("date +%s")
    machine.power_cut()
    machine.on(clock="2020-01-01T00:00:00")
    machine.waits(BOOT_S)
    _, after = machine.run("date +%s")
    report.holds("a clock that fell back by years is noticed and not believed", int(after) >= int(before) - 1900,
                 f"{int(after) - int(before)} s against before the cut")
    machine.forget_trace()
    machine.tap(machine.card()[1])
    shown = machine.presented(("refused", *WELCOMES), PAGE_S)
    last = exported(machine).splitlines()[-1]
    report.holds("a tap then is welcomed, and its record says that the clock was not synchronised",
                 shown["screen"] in WELCOMES, last)


def writes(report, machine, options):
    """Sectors written to the disk by a kiosk that nobody touches."""
    minutes = 30
    at_rest(machine)
    time.sleep(120)
    sectors = "awk '{print $7}' /sys/block/vda/stat"
    _, before = machine.run(f"sync; {sectors}")
    time.sleep(minutes * 60)
    _, after = machine.run(f"sync; {sectors}")
    kib = (int(after) - int(before)) / 2
    per_hour = kib * 60 / minutes / 1024
    report.holds(f"at rest at most 1 MB an hour is written, by {minutes} minutes", per_hour <= 1,
                 f"{kib:.0f} KiB, so {per_hour:.2f} MB an hour")


def good(report, machine, options):
    end = time.monotonic() + 120
    while machine.run("systemctl is-active muster-good.service")[1] != "active" and time.monotonic() < end:
        time.sleep(3)
    _, tries = machine.run("grub-editenv /boot/state/grubenv list")
    report.holds("a boot that went well sets the loader's tries back", "A_TRY=0" in tries, tries.replace("\n", " "))


# In this order where all run: what starts over or spoils something comes last.
CLAIMS = {"image": image, "attract": attract, "start": start, "good": good, "finger": finger, "tap": tap, "shut": shut,
          "exposure": exposure, "zone": zone, "hang": hang, "full": full, "cuts": cuts, "clock-back": clock_back}
