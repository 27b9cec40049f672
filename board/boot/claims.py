"""The claims of board/test about the image."""

import pathlib
import random
import re
import subprocess
import time

from machine import STICK, Late

ROOT = pathlib.Path(__file__).resolve().parents[2]
ATTRACT = pathlib.Path(__file__).with_name("attract.pgm")
UNITS = ("muster-kiosk", "muster-out-of-order", "muster-board@", "muster-good", "muster-not-good", "muster-faults")
AS_MUSTER = "runuser -u muster -- muster-kiosk"
WELCOMES = ("welcome", "already_in", "visit", "sign_out")
ALONE = ("image", "updates", "unattended")  # these prepare the machine themselves
BOOT_S = 900  # the emulated machine is slow
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
            self.tells("end of the log", machine.run("journalctl -b -n 60 --no-pager")[1])
        except (Late, OSError, AttributeError):
            pass

    def end(self):
        print(f"        {self.problems} problems in {time.monotonic() - self.since:.0f} s")
        return 1 if self.problems else 0


def hall(machine):
    """A running machine with the packaged sample content, showing the attract page."""
    machine.on()
    machine.waits(BOOT_S)
    machine.run(f"systemctl stop muster-kiosk; {AS_MUSTER} import /usr/share/muster/sample; "
                "systemctl start --no-block muster-kiosk", 300)
    machine.forget_trace()
    machine.waits(BOOT_S)


def held(report, name, claim, machine, options):
    """Checks one claim, alone or after others. A machine that no longer answers is switched off; the next claim starts it."""
    began = time.monotonic()
    try:
        if name not in ALONE and not machine.process:
            hall(machine)
        claim(report, machine, options)
    except (Late, OSError, subprocess.SubprocessError) as problem:
        report.holds(f"{name}: {problem}", False)
        report.last_words(machine)
        machine.power_cut()
    print(f"        {name}: {time.monotonic() - began:.0f} s", flush=True)


def alike(machine, kept_in, moving, limit_s):
    """Waits until the screen looks like a stored grey-scale picture, ignoring the rows in moving. Returns whether it does,
    and the difference."""
    columns, rows = 54, 96
    if not kept_in.exists():
        time.sleep(limit_s)
        kept_in.write_bytes(b"P5\n54 96\n255\n" + bytes(machine.picture(columns, rows)))
        return False, f"there was no reference: wrote {kept_in.name}, check it"
    kept = kept_in.read_bytes()[-columns * rows:]
    looked_at = [i for i in range(columns * rows) if i // columns not in moving]
    end, apart = time.monotonic() + limit_s, 255.0
    while apart >= 12 and time.monotonic() < end:
        time.sleep(1)
        seen = machine.picture(columns, rows)
        apart = min(apart, sum(abs(seen[i] - kept[i]) for i in looked_at) / len(looked_at))
    return apart < 12, f"{apart:.1f} of 255 apart"


def attract(report, machine, options):
    """The attract page, without the bar with the clock and the card with the countdown. Its stories take turns, so this
    waits for the story in the reference picture."""
    moving = {*range(12), *range(70, 84)}
    report.holds("the attract page is on the screen", *alike(machine, ATTRACT, moving, 180))


def at_rest(machine):
    """Restarts the kiosk, so that no earlier touch or tap matters."""
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
    report.holds("a touch opens the honour wall", True)


def tap(report, machine, options):
    machine.forget_trace()
    machine.tap(machine.card()[1])
    line = machine.presented(("welcome",), PAGE_S)
    report.holds("a tap shows the welcome page", True, f"{(line['t'] - line['tap']) / 1e9:.1f} s, emulated")


def shut(report, machine, options):
    """No listening port, no shell on a terminal, a read-only root, a data partition that has grown."""
    _, ports = machine.run("cat /proc/net/tcp /proc/net/tcp6 | awk '$4 == \"0A\" {print $2}'")
    report.holds("nothing listens for TCP", ports == "", ports)
    code, rules = machine.run("nft list chain inet muster input")
    report.holds("nftables drops incoming packets", code == 0 and "policy drop" in rules, "" if code == 0 else rules)
    _, shells = machine.run("ps -eo tty,comm | grep -E 'getty|login$'; systemctl list-units --no-legend --plain '*getty*.service'")
    report.holds("no terminal has a shell", shells == "", shells)
    report.holds("the root is read-only", machine.run("touch /usr/x")[0] != 0)
    _, grown = machine.run("df --output=size -BM /var | tail -n 1")
    report.holds("the data partition fills the disk", int(grown.strip(" M")) > 4500, grown.strip())
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


def zone(report, machine, options):
    """Clock and time zone can be set although the root is read-only."""
    machine.ask_board("set-timezone", "Asia/Tokyo")
    _, said = machine.run("date +%Z; readlink -f /etc/localtime")
    report.holds("the machine's time zone can be set", said.startswith("JST"), said.replace("\n", " "))
    machine.ask_board("set-timezone", "Asia/Shanghai")
    said = machine.ask_board("set-clock", "$(($(date +%s) + 100))")
    report.holds("its clock can be set while timesyncd runs", said == "ok", said)
    code, said = machine.run("runuser -u muster -- ls /boot/firmware")
    report.holds("the kiosk's user can read the boot partition", code == 0, said.replace("\n", " "))


# Devices and whether the udev rule allows them. QEMU's tablet stands for a touch panel: HID without a boot protocol.
PLUGGED = {"usb-kbd": "0", "usb-mouse": "0", "usb-net": "0", "usb-audio": "0", "usb-tablet": "1"}
INTERFACES = ("for i in /sys/bus/usb/devices/*:*; do [ $(cat $i/bInterfaceClass) = 09 ] || cat $i/authorized; done | "
              "sort -u | tr -d '\\n'")


def plugged(report, machine, options):
    """USB devices that strangers could plug in."""
    for device, allowed in PLUGGED.items():
        machine.qmp("device_add", driver=device, bus="usb.0", id="plugged")
        machine.run(f"for i in $(seq 300); do [ -n \"$({INTERFACES})\" ] && break; sleep 0.2; done; sleep 1; udevadm settle")
        _, authorized = machine.run(INTERFACES)
        report.holds(f"{device} is {'allowed' if allowed == '1' else 'refused'}", authorized == allowed, authorized)
        machine.qmp("device_del", id="plugged")
        machine.run(f"for i in $(seq 300); do [ -z \"$({INTERFACES})\" ] && break; sleep 0.2; done")
    a_stick(report, machine, options)


def a_stick(report, machine, options):
    image = options.work / "small-stick.img"
    if not image.exists():
        subprocess.run(["mkfs.vfat", "-C", image, "16384"], check=True, stdout=subprocess.DEVNULL)
    machine.plug(image)
    mount = machine.mounted_stick()
    report.holds("a stick is mounted when it is plugged in", mount != "", mount)
    _, how = machine.run(f"findmnt -n -o OPTIONS {mount}")
    report.holds("it is read-only and noexec",
                 all(word in how.split(",") for word in ("ro", "noexec", "nosuid", "nodev")), how)
    machine.unplug()
    code, _ = machine.run(f"for i in $(seq 120); do {STICK} || exit 0; sleep 1; done; exit 1")
    report.holds("it is unmounted when it is unplugged", code == 0)


SETUP_PAGES = ("setup_language", "setup_name", "setup_panel", "setup_reader", "setup_zone", "setup_network", "staff_pair")


def setup(report, machine, options):
    """The setup wizard of a new kiosk, page by page; afterwards the previous data is restored."""
    kept = "systemctl stop muster-kiosk; mv /var/lib/muster /var/lib/muster-kept"
    new = "install -d -o muster -g muster -m 0710 /var/lib/muster"
    wizard = "printf '[kiosk]\\nsetup = wizard\\n' >/var/lib/muster/local.conf; systemctl start --no-block muster-kiosk"
    machine.run(f"{kept}; {new}; {wizard}", BOOT_S)
    machine.forget_trace()
    try:
        for page in SETUP_PAGES:
            machine.presented((page,), BOOT_S if page == "setup_language" else PAGE_S)
            time.sleep(2)
            machine.touch(825, 1617)
        report.holds("a new kiosk shows the setup wizard, page by page", True)
    finally:
        machine.run("systemctl stop muster-kiosk; rm -rf /var/lib/muster; mv /var/lib/muster-kept /var/lib/muster; "
                    "systemctl start --no-block muster-kiosk", BOOT_S)
        machine.forget_trace()
        machine.waits(BOOT_S)


def emergency(report, machine, options):
    """An emergency must lead to a restart, never to a shell."""
    machine.forget_trace()
    machine.run("systemctl --no-block isolate emergency.target")
    machine.waits(BOOT_S)
    report.holds("an emergency leads to a restart, not to a shell", True)


def hang(report, machine, options):
    _, pid = machine.run("systemctl show -p MainPID --value muster-kiosk")
    machine.forget_trace()
    machine.run(f"kill -STOP {pid}")
    machine.waits(BOOT_S)
    _, log = machine.run("journalctl -b -u muster-kiosk --no-pager -o cat | grep -i watchdog | head -n 1")
    report.holds("the watchdog kills a hung kiosk, and it restarts", "atchdog" in log, log)


def full(report, machine, options):
    _, free = machine.run("df --output=avail -B1 /var | tail -n 1")
    machine.run(f"fallocate -l {free.strip()} /var/filler; dd if=/dev/zero of=/var/filler2 bs=4k 2>/dev/null")
    machine.forget_trace()
    machine.tap(machine.card()[1])
    try:
        shown = machine.presented(("refused", "out_of_order", *WELCOMES), PAGE_S)
        _, log = machine.run("journalctl -b -u muster-kiosk --no-pager -o cat | grep -iE 'full|disk|space' | tail -n 1")
        report.holds("with a full data partition the screen shows an error instead of a welcome",
                     shown["screen"] not in WELCOMES, f"{shown['screen']}; {log}")
    finally:
        machine.run("rm -f /var/filler /var/filler2")
    end = time.monotonic() + 120
    while time.monotonic() < end:  # the kiosk retries by itself
        machine.forget_trace()
        machine.tap(machine.card()[1])
        shown = machine.presented(("refused", "out_of_order", *WELCOMES), PAGE_S)
        if shown["screen"] in WELCOMES:
            break
        time.sleep(5)
    report.holds("once there is room again, the next tap is welcomed", shown["screen"] in WELCOMES, shown["screen"])


def exported(machine):
    _, said = machine.run(f"{AS_MUSTER} export taps 2>/dev/null")
    return said


def tapped(machine, end):
    """Makes taps until the time end. Returns the members that were welcomed."""
    welcomed = []
    while time.monotonic() < end:
        member, card = machine.card()
        machine.tap(card)
        try:
            machine.presented(WELCOMES, max(0.1, end - time.monotonic()))
        except Late:
            break  # the power is cut during this tap
        welcomed.append(member)
    return welcomed


def cuts(report, machine, options):
    """Cuts the power at random moments during taps. Each welcomed tap must be stored after the next start."""
    welcomed, lost = [], set()
    for _ in range(options.cuts):
        machine.forget_trace()
        welcomed += tapped(machine, time.monotonic() + random.uniform(1, 12))
        machine.power_cut()
        machine.on()
        machine.waits(BOOT_S)
        there = exported(machine)
        lost |= {member for member in welcomed if member not in there}
    report.holds(f"{options.cuts} power cuts under taps: every welcomed tap is stored",
                 not lost and len(welcomed) >= options.cuts / 2, f"{len(welcomed)} welcomed, lost: {sorted(lost)}")


def clock_back(report, machine, options):
    """The hardware clock has lost years, as with an empty battery. systemd-timesyncd's file on the data partition has the
    last known time. timesyncd writes it every half hour; the test does not wait for that."""
    machine.run("touch /var/lib/systemd/timesync/clock; sync")
    _, before = machine.run("date +%s")
    machine.power_cut()
    machine.on(clock="2020-01-01T00:00:00")
    machine.waits(BOOT_S)
    _, after = machine.run("date +%s")
    report.holds("a clock that is years behind is set to the last known time", int(after) >= int(before) - 1900,
                 f"{int(after) - int(before)} s against before the cut")
    machine.forget_trace()
    machine.tap(machine.card()[1])
    shown = machine.presented(("refused", *WELCOMES), PAGE_S)
    last = exported(machine).splitlines()[-1]
    report.holds("a tap is welcomed then, and its record says that the clock was not synchronised",
                 shown["screen"] in WELCOMES, last)


def good(report, machine, options):
    end = time.monotonic() + 120
    while machine.run("systemctl is-active muster-good.service")[1] != "active" and time.monotonic() < end:
        time.sleep(3)
    _, tries = machine.run("grub-editenv /boot/state/grubenv list")
    report.holds("a healthy boot resets the boot loader's count of tries", "A_TRY=0" in tries, tries.replace("\n", " "))


# The order when all run: claims that restart or damage something come last.
CLAIMS = {"attract": attract, "good": good, "finger": finger, "tap": tap, "shut": shut,
          "exposure": exposure, "zone": zone, "plugged": plugged, "hang": hang, "full": full, "cuts": cuts, "clock-back": clock_back}
LONG = {"setup": setup, "emergency": emergency}
