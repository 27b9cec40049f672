"""The claims of board/test --full about updates with RAUC."""

import pathlib
import subprocess
import time

from machine import Late

BOARD = pathlib.Path(__file__).resolve().parents[1]
BOOT_S = 900


def assemble(target, image, out, *over):
    """Makes the slots and the disk of an image, with more tar files laid over its root."""
    out.mkdir()
    if (image / "boot").exists():  # GRUB of another architecture
        (out / "boot").symlink_to((image / "boot").absolute())
    subprocess.run([BOARD / "image/assemble", target, image / "root.tar", out, *over], check=True)


def bundle(target, image, file):
    subprocess.run([BOARD / "build-bundle", target, "--image", image, file], check=True, stdout=subprocess.DEVNULL)


def broken_root(options):
    """The same root with a kiosk that crashes immediately."""
    work, image = options.work, options.image
    kiosk = work / "broken/usr/bin/muster-kiosk"
    kiosk.parent.mkdir(parents=True)
    kiosk.write_text("#!/bin/sh\nkill -SEGV $$\n")
    kiosk.chmod(0o755)
    timer = work / "broken/usr/lib/systemd/system/muster-not-good.timer.d/soon.conf"
    timer.parent.mkdir(parents=True)
    timer.write_text("[Timer]\nOnBootSec=\nOnBootSec=2min\n")  # long enough to see the crash even in emulation
    tar, out = work / "broken.tar", work / "broken-image"
    subprocess.run(["tar", "-C", work / "broken", "--owner=0", "--group=0", "-cf", tar, "."], check=True)
    assemble(options.target, image, out, work / "overlay.tar", tar)
    return out


def damaged(good, file):
    """Writes a copy with one byte in the middle inverted."""
    content = bytearray(good.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def stick(work, bundles):
    path = work / "stick.img"
    size_mib = sum(file.stat().st_size for file in bundles) // (1 << 20) + 64
    subprocess.run(["mkfs.vfat", "-C", path, str(size_mib * 1024)], check=True, stdout=subprocess.DEVNULL)
    for file in bundles:
        subprocess.run(["mcopy", "-i", path, file, f"::{file.name}"], check=True)
    return path


def installed(machine, path):
    """Installs as the kiosk does. Returns the last line of muster-board's answer."""
    return machine.ask_board("install-update", path, limit_s=1200).splitlines()[-1]


def slot(machine):
    return machine.run("grep -o 'rauc.slot=.' /proc/cmdline")[1][-1:]


def until_good(machine, limit_s=300):
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        if machine.run("systemctl is-active muster-good.service")[1] == "active":
            return True
        time.sleep(3)
    return False


def reboot_into(machine, limit_s=BOOT_S):
    """Reboots and waits for a kiosk. Returns the active slot."""
    machine.forget_trace()
    machine.agent.send("systemctl reboot")
    machine.presented(("attract",), limit_s)
    machine.clear_agent()
    return slot(machine)


def run(report, machine, options):
    work = options.work
    files = [work / name for name in ("good.raucb", "damaged.raucb", "broken.raucb")]
    bundle(options.target, work / "image", files[0])
    damaged(files[0], files[1])
    bundle(options.target, broken_root(options), files[2])
    if not machine.process:
        machine.on()
        machine.presented(("attract",), BOOT_S)
    machine.plug(stick(work, files))
    mount = machine.mounted_stick()

    until_good(machine)
    said = installed(machine, f"{mount}/damaged.raucb")
    report.holds("a damaged bundle is refused", said.startswith("error") and slot(machine) == "A", said)
    said = installed(machine, f"{mount}/good.raucb")
    report.holds("a good bundle installs", said == "ok", said)
    now = reboot_into(machine)
    report.holds("the machine boots slot B then", now == "B" and until_good(machine), now)
    mount = machine.mounted_stick()
    machine.run(f"cd /var/lib/muster; install -d -o muster -g muster -m 0750 updates; "
                f"install -o muster -g muster -m 0640 {mount}/broken.raucb updates", 600)
    said = installed(machine, "/var/lib/muster/updates/broken.raucb")
    report.holds("a bundle from the station installs; its kiosk will crash", said == "ok", said)
    try:
        now = reboot_into(machine, 3 * 1200)
        report.holds("after three boots the machine has rolled back to the healthy slot", now == "B", now)
        _, tries = machine.run("grub-editenv /boot/state/grubenv list")
        report.holds("the loader counted three failed boots", "A_TRY=3" in tries, tries.replace("\n", " "))
    except Late as late:
        report.holds("a bundle whose kiosk crashes is rolled back", False, late)
