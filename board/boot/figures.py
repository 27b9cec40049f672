"""The measurements of board/test."""

import subprocess
import time

from claims import BOOT_S, at_rest

# Masked in the bare boot: everything that this kiosk adds to a plain Debian root on the same disk and mounts.
OURS = ("muster-kiosk.service", "muster-board.socket", "muster-good.path", "muster-not-good.timer", "muster-faults.service",
        "muster-boot-finger.service", "nftables.service", "ssh.service", "systemd-timesyncd.service",
        "NetworkManager.service", "avahi-daemon.service", "avahi-daemon.socket", "rauc.service", "systemd-repart.service")


def image(report, machine, options):
    size = sum((options.image / name).stat().st_size for name in ("root.squashfs", "kernel.squashfs")) / 1e6
    report.holds("a slot is at most 250 MB of squashfs", size <= 250, f"{size:.0f} MB")


def start(report, machine, options):
    for what in ("time", "critical-chain muster-kiosk.service", "blame | head -n 25"):
        report.tells(f"systemd-analyze {what}", machine.run(f"systemd-analyze --no-pager {what}")[1])
    _, before = machine.run("systemctl show -p Before --value muster-kiosk.service; "
                            "systemctl list-dependencies --plain muster-kiosk.service | grep -c service")
    report.tells("critical chain of muster-kiosk.service", before.splitlines()[-1])


def instructions(report, machine, options):
    """Counts userspace instructions before the kiosk is started. QEMU runs one core whose clock advances by one nanosecond
    per instruction. Compared with a bare boot of the same root, disk and mounts. Not the first boot, which creates folders."""
    kernel = options.work / "kernel"
    if not kernel.exists():
        subprocess.run(["unsquashfs", "-quiet", "-no-progress", "-d", kernel, options.work / "image/kernel.squashfs"],
                       check=True, stdout=subprocess.DEVNULL)
    bare = [kernel, "root=PARTLABEL=rootA ro quiet loglevel=3 systemd.gpt_auto=0 " +
            " ".join(f"systemd.mask={unit}" for unit in OURS)]
    machine.run("sync")
    machine.power_cut()
    whole_s = userspace_s(report, machine, None, "muster-kiosk.service", "InactiveExit")
    bare_s = userspace_s(report, machine, bare, "basic.target", "ActiveEnter")
    report.holds("userspace runs at most 1.5e9 instructions more than a bare boot before the kiosk starts",
                 whole_s - bare_s <= 1.5, f"{whole_s:.2f}e9 against {bare_s:.2f}e9")


def userspace_s(report, machine, kernel, unit, moment):
    """One counted boot. Returns the seconds of userspace until that moment of the unit."""
    machine.counted, machine.kernel = True, kernel
    try:
        machine.on()
        machine.run("systemctl is-system-running --wait", BOOT_S)
        _, reached = machine.run(f"systemctl show -p {moment}TimestampMonotonic --value {unit}")
        _, began = machine.run("systemctl show -p UserspaceTimestampMonotonic --value")
        for what in (f"critical-chain {unit}", "blame | head -n 25"):
            report.tells(f"{'bare' if kernel else 'the kiosk'}: systemd-analyze {what}",
                         machine.run(f"systemd-analyze --no-pager {what}", BOOT_S)[1])
        return (int(reached) - int(began)) / 1e6
    finally:
        machine.power_cut()
        machine.counted, machine.kernel = False, None


def writes(report, machine, options):
    """Sectors written to disk by an idle kiosk."""
    minutes = 30
    at_rest(machine)
    time.sleep(120)
    sectors = "awk '{print $7}' /sys/block/vda/stat"
    _, before = machine.run(f"sync; {sectors}")
    time.sleep(minutes * 60)
    _, after = machine.run(f"sync; {sectors}")
    kib = (int(after) - int(before)) / 2
    per_hour = kib * 60 / minutes / 1024
    report.holds(f"an idle kiosk writes at most 1 MB per hour, measured for {minutes} minutes", per_hour <= 1,
                 f"{kib:.0f} KiB, so {per_hour:.2f} MB an hour")


CLAIMS = {"image": image, "start": start}
LONG = {"instructions": instructions, "writes": writes}
