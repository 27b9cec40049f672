"""What board/test --full claims of updates by RAUC, from a USB stick."""

import pathlib
import subprocess
import time

from machine import Late

BOARD = pathlib.Path(__file__).resolve().parents[1]
BOOT_S = 900


def bundle(image, file):
    subprocess.run([BOARD / "build-bundle", "qemu-amd64", "--image", image, file], check=True, stdout=subprocess.DEVNULL)


def broken_root(work, image):
    """The same root with a kiosk that falls at once."""
    kiosk = work / "broken/usr/bin/muster-kiosk"
    kiosk.parent.mkdir(parents=True)
    kiosk.write_text("#!/bin/sh\nkill -SEGV $$\n")
    kiosk.chmod(0o755)
    timer = work / "broken/usr/lib/systemd/system/muster-not-good.timer.d/soon.conf"
    timer.parent.mkdir(parents=True)
    timer.write_text("[Timer]\nOnBootSec=\nOnBootSec=2min\n")  # even an emulated machine knows by then that it fell
    tar, out = work / "broken.tar", work / "broken-image"
    out.mkdir()
    subprocess.run(["tar", "-C", work / "broken", "--owner=0", "--group=0", "-cf", tar, "."], check=True)
    subprocess.run([BOARD / "image/assemble", "qemu-amd64", image / "root.tar", out, work / "overlay.tar", tar], check=True)
    return out


def damaged(good, file):
    """One byte in the middle turned over."""
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
    """Start over and wait for a kiosk; which slot it is in."""
    machine.forget_trace()
    machine.agent.send("systemctl reboot")
    machine.presented(("attract",), limit_s)
    machine.clear_agent()
    return slot(machine)


def run(report, machine, options):
    work, image = options.work, options.image
    files = [work / name for name in ("good.raucb", "damaged.raucb", "broken.raucb")]
    bundle(work / "image", files[0])
    damaged(files[0], files[1])
    bundle(broken_root(work, image), files[2])
    if not machine.process:
        machine.on()
        machine.presented(("attract",), BOOT_S)
    machine.plug(stick(work, files))
    code, mount = machine.run("for i in $(seq 120); do ls -d /run/muster-stick/*/ 2>/dev/null && exit; sleep 1; done; exit 1")
    report.holds("a stick is mounted when it is plugged in", code == 0 and mount.startswith("/run"), mount)
    if code:
        return
    _, how = machine.run(f"findmnt -n -o OPTIONS {mount.rstrip('/')}")
    report.holds("read-only, and nothing on it runs",
                 all(word in how.split(",") for word in ("ro", "noexec", "nosuid", "nodev")), how)
    install = f"rauc install {mount}"

    until_good(machine)
    code, said = machine.run(f"{install}damaged.raucb", 900)
    report.holds("a damaged bundle is refused", code != 0 and slot(machine) == "A", said.splitlines()[-1] if said else "")
    code, said = machine.run(f"{install}good.raucb", 900)
    report.holds("a good bundle installs", code == 0, said.splitlines()[-1] if said else "")
    now = reboot_into(machine)
    report.holds("and boots slot B", now == "B" and until_good(machine), now)
    code, said = machine.run(f"{install}broken.raucb", 900)
    report.holds("a bundle whose kiosk crashes installs, for its signature is good", code == 0,
                 said.splitlines()[-1] if said else "")
    try:
        now = reboot_into(machine, 3 * 1200)
        report.holds("three boots later the machine is back in the slot whose kiosk works, by itself", now == "B", now)
        _, tries = machine.run("grub-editenv /boot/state/grubenv list")
        report.holds("the loader counted three failed boots", "A_TRY=3" in tries, tries.replace("\n", " "))
    except Late as late:
        report.holds("a bundle whose kiosk crashes falls back by itself", False, late)
