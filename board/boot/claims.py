"""What board/test claims of the image, and how it looks."""

import csv
import pathlib
import random
import re
import time

from machine import Late

ROOT = pathlib.Path(__file__).resolve().parents[2]
ATTRACT = pathlib.Path(__file__).with_name("attract.pgm")
UNITS = ("muster-kiosk", "muster-out-of-order", "muster-board@", "muster-good", "muster-not-good", "muster-faults")
AS_MUSTER = "runuser -u muster -- muster-kiosk"
WELCOMES = ("welcome", "already_in", "visit", "sign_out")
BOOT_S = 600  # an emulated machine, and a busy one


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
            self.tells("the log's end", machine.run("journalctl -b -p notice --no-pager | tail -n 40", 30)[1])
        except (Late, OSError, AttributeError):
            pass

    def end(self):
        print(f"        {self.problems} problems in {time.monotonic() - self.since:.0f} s")
        return 1 if self.problems else 0


def cards():
    """The sample's cards: member's number and how the simulator is told of the card."""
    with open(ROOT / "assets/sample/cards.csv", encoding="utf-8-sig") as file:
        return [(row["member_no"], f"{row['tech']}:{row['uid'].replace(':', '')}") for row in csv.DictReader(file)]


def image(report, folder):
    size = (folder / "root.squashfs").stat().st_size / 1e6
    report.holds("the root is at most 250 MB of squashfs", size <= 250, f"{size:.0f} MB")


def attract(report, machine):
    """The page that waits, beside the picture kept of it: greys, the bar with the clock left out."""
    columns, rows = 54, 96
    time.sleep(4)
    seen = machine.picture(columns, rows)
    if not ATTRACT.exists():
        with open(f"{machine.folder}/attract.pgm", "wb") as file:
            file.write(b"P5\n54 96\n255\n" + bytes(seen))
        report.holds(f"a picture of the attract page is kept in {ATTRACT.name}", False)
        return
    kept = ATTRACT.read_bytes()[-columns * rows:]
    below_bar = range(columns * rows // 12, columns * rows)
    apart = sum(abs(seen[i] - kept[i]) for i in below_bar) / len(below_bar)
    report.holds("the attract page is on the glass", apart < 16, f"{apart:.1f} of 255 apart")


def first_boot(report, machine):
    machine.on()
    machine.presented(("attract",), BOOT_S)
    code, said = machine.run(f"systemctl stop muster-kiosk; {AS_MUSTER} import /usr/share/muster/sample | tail -n 1; "
                             "systemctl start --no-block muster-kiosk", 180)
    report.holds("the packed sample is imported", code == 0, said.splitlines()[-1] if said else "")
    machine.forget_trace()
    machine.presented(("attract",), BOOT_S)
    attract(report, machine)


def finger(report, machine):
    machine.touch(540, 900)
    machine.presented(("home",), 60)
    time.sleep(2)
    machine.touch(280, 780)
    try:
        machine.presented(("wall",), 60)
        report.holds("a finger opens the honour wall", True)
    except Late as late:
        report.holds("a finger opens the honour wall", False, late)


def tap(report, machine, card):
    machine.forget_trace()
    machine.tap(card)
    try:
        line = machine.presented(("welcome",), 60)
        report.holds("a tap brings the welcome page", True, f"{(line['t'] - line['tap']) / 1e9:.1f} s, emulated")
    except Late as late:
        report.holds("a tap brings the welcome page", False, late)


def shut(report, machine):
    """Nothing that listens, no shell on a terminal, nothing written to the root, data grown."""
    _, ports = machine.run("cat /proc/net/tcp /proc/net/tcp6 | awk '$4 == \"0A\" {print $2}'")
    report.holds("nothing listens for TCP", ports == "", ports)
    code, rules = machine.run("nft list chain inet muster input")
    report.holds("nftables drops what comes in", code == 0 and "policy drop" in rules, "" if code == 0 else rules)
    _, shells = machine.run("ps -eo tty,comm | grep -E 'getty|login' ; systemctl list-units --no-legend --plain '*getty*.service'")
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


def exposure(report, machine):
    for unit in UNITS:
        name = unit.replace("@", "@x") + ".service"
        _, said = machine.run(f"systemd-analyze security --no-pager {name} | tail -n 1", 120)
        score = re.search(r"([0-9.]+) [A-Z]+", said)
        report.holds(f"{name}: systemd-analyze security at most 2.0", bool(score) and float(score[1]) <= 2.0,
                     score[1] if score else said)


def start(report, machine):
    for what in ("time", "critical-chain muster-kiosk.service", "blame | head -n 25"):
        report.tells(f"systemd-analyze {what}", machine.run(f"systemd-analyze --no-pager {what}", 60)[1])
    _, before = machine.run("systemctl show -p Before --value muster-kiosk.service; "
                            "systemctl list-dependencies --plain muster-kiosk.service | grep -c service")
    report.tells("units muster-kiosk.service needs", before.splitlines()[-1])


def hang(report, machine):
    _, pid = machine.run("systemctl show -p MainPID --value muster-kiosk")
    machine.forget_trace()
    machine.run(f"kill -STOP {pid}")
    try:
        machine.presented(("attract",), 240)
        _, log = machine.run("journalctl -b -u muster-kiosk --no-pager -o cat | grep -i watchdog | head -n 1")
        report.holds("a hung kiosk is killed by the watchdog and comes back", "atchdog" in log, log)
    except Late as late:
        report.holds("a hung kiosk is killed by the watchdog and comes back", False, late)


def full(report, machine, card):
    _, free = machine.run("df --output=avail -B1 /var | tail -n 1")
    machine.run(f"fallocate -l {free.strip()} /var/filler; dd if=/dev/zero of=/var/filler2 bs=4k 2>/dev/null", 120)
    machine.forget_trace()
    machine.tap(card)
    try:
        shown = machine.presented(("refused", *WELCOMES), 60)
        _, log = machine.run("journalctl -b -u muster-kiosk --no-pager -o cat | grep -iE 'full|E-DISK|space' | tail -n 1")
        report.holds("a full data partition is said on the glass, and nobody is welcomed", shown["screen"] == "refused",
                     f"{shown['screen']}; {log}")
    finally:
        machine.run("rm -f /var/filler /var/filler2")


def exported(machine):
    _, said = machine.run(f"{AS_MUSTER} export taps 2>/dev/null", 120)
    return said


def cuts(report, machine, options):
    """Power is cut at random moments under taps; each welcomed tap must be there after the next start."""
    deck = cards()
    random.shuffle(deck)
    welcomed, lost, rounds = [], set(), 0
    for rounds in range(1, options.cuts + 1):
        machine.forget_trace()
        end = time.monotonic() + random.uniform(1, 12)
        while deck and time.monotonic() < end:
            member, card = deck.pop()
            machine.tap(card)
            try:
                if machine.presented(WELCOMES, max(0.1, end - time.monotonic())):
                    welcomed.append(member)
            except Late:
                break  # the power goes while this one is under way
        machine.power_cut()
        machine.on()
        machine.presented(("attract",), BOOT_S)
        there = exported(machine)
        lost |= {member for member in welcomed if member not in there}
    report.holds(f"{rounds} power cuts under taps: every welcomed tap is there", not lost and len(welcomed) >= rounds / 2,
                 f"{len(welcomed)} welcomed, lost: {sorted(lost)}")


def clock_back(report, machine, card):
    """The board's clock fell back by years, as with an empty battery; systemd-timesyncd's file on the data tells."""
    machine.run("systemctl restart systemd-timesyncd; sync", 60)
    _, before = machine.run("date +%s")
    machine.power_cut()
    machine.on(clock="2020-01-01T00:00:00")
    machine.presented(("attract",), BOOT_S)
    _, after = machine.run("date +%s")
    report.holds("a clock that fell back by years is noticed and not believed", int(after) >= int(before) - 1900,
                 f"{int(after) - int(before)} s against before the cut")
    machine.forget_trace()
    machine.tap(card)
    shown = machine.presented(("refused", *WELCOMES), 60)
    last = exported(machine).splitlines()[-1]
    report.holds("a tap then is welcomed, and its record says that the clock was not synchronised",
                 shown["screen"] in WELCOMES, last)


def writes(report, machine, minutes):
    """Sectors written to the disk by a kiosk that nobody touches."""
    time.sleep(60)
    sectors = "awk '{print $7}' /sys/block/vda/stat"
    _, before = machine.run(f"sync; {sectors}")
    time.sleep(minutes * 60)
    _, after = machine.run(f"sync; {sectors}")
    kib = (int(after) - int(before)) / 2
    per_hour = kib * 60 / minutes / 1024
    report.holds(f"at rest at most 1 MB an hour is written, by {minutes} minutes", per_hour <= 1,
                 f"{kib:.0f} KiB, so {per_hour:.2f} MB an hour")


def good(report, machine):
    end = time.monotonic() + 60
    while machine.run("systemctl is-active muster-good.service")[1] != "active" and time.monotonic() < end:
        time.sleep(3)
    _, tries = machine.run("grub-editenv /boot/state/grubenv list")
    report.holds("a boot that went well sets the loader's tries back", "A_TRY=0" in tries, tries.replace("\n", " "))


def run(report, machine, options):
    deck = cards()
    first_boot(report, machine)
    finger(report, machine)
    tap(report, machine, deck[0][1])
    good(report, machine)
    shut(report, machine)
    exposure(report, machine)
    start(report, machine)
    hang(report, machine)
    full(report, machine, deck[1][1])
    writes(report, machine, 30 if options.full else 2)
    cuts(report, machine, options)
    clock_back(report, machine, deck[2][1])
