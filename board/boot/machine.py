"""A machine emulated by QEMU: power, screen, agent, touch, card reader, and the trace of the kiosk in it."""

import csv
import json
import os
import pathlib
import random
import select
import shutil
import socket
import subprocess
import sys
import time


# With AVX (max), code that Mesa's llvmpipe compiles crashes with SIGSEGV in QEMU 7.2 at most starts of the kiosk.
AMD64 = ["qemu-system-x86_64", "-machine", "q35", "-cpu", os.environ.get("MUSTER_BOOT_CPU", "Nehalem"),
         "-serial", "null", "-serial", "chardev:reader"]
ARM64 = ["qemu-system-aarch64", "-machine", "virt", "-cpu", "cortex-a72", "-device", "pci-serial,chardev=reader"]
# For each target: QEMU, its firmware, the firmware's variables, and the reader's device.
KINDS = {
    "qemu-amd64": (AMD64, "/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd", "/dev/ttyS1"),
    "qemu-arm64": (ARM64, "/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd", "/dev/ttyS0"),
}
CARDS = pathlib.Path(__file__).resolve().parents[2] / "assets/sample/cards.csv"
STICK = "grep -o '/run/muster-stick/[^ ]*' /proc/mounts"
PORTS = ("agent", "finger", "trace")
FAR_STATION = "10.0.2.100:8443"  # the machine reaches the host's station at this address
RELAY = pathlib.Path(__file__).with_name("relay.py")


class Late(Exception):
    """The expected event did not come in time."""


def connect(path, limit_s=20):
    end = time.monotonic() + limit_s
    while True:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(path)
            return line
        except OSError:
            line.close()
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def free_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


class Lines:
    """A socket that is read line by line with time limits."""

    def __init__(self, path):
        self.socket = connect(path)
        self.held = b""

    def send(self, text):
        self.socket.sendall(text.encode() + b"\n")

    def line(self, limit_s):
        end = time.monotonic() + limit_s
        while b"\n" not in self.held:
            if not select.select([self.socket], [], [], max(0, end - time.monotonic()))[0]:
                raise Late(f"nothing for {limit_s:.0f} s")
            got = self.socket.recv(65536)
            if not got:
                raise Late("the machine is off")
            self.held += got
        line, self.held = self.held.split(b"\n", 1)
        return line.decode(errors="replace")


class Machine:
    def __init__(self, folder, image, simulator, target):
        self.folder, self.simulator_program = folder, simulator
        self.qemu, self.firmware, variables, _ = KINDS[target]
        self.counted = False  # one core, and one nanosecond passes with each instruction
        self.kernel = None  # folder and command line of the kernel, if GRUB does not set them
        self.disk, self.variables = f"{folder}/disk.img", f"{folder}/variables.fd"
        self.process = self.simulator = self.station = None
        self.ports = {name: free_port() for name in ("ssh", "station")}
        self.deck = []
        subprocess.run(["cp", "--sparse=always", image, self.disk], check=True)
        os.truncate(self.disk, 6 << 30)
        shutil.copy(variables, self.variables)

    def command(self, clock):
        at = self.folder
        ports = []
        for name in PORTS:
            ports += ["-chardev", f"socket,id={name},path={at}/{name},server=on,wait=off",
                      "-device", f"virtserialport,chardev={name},name=muster.{name}"]
        pace = (["-accel", "tcg,thread=single", "-icount", "shift=0", "-smp", "1"] if self.counted else
                ["-accel", "tcg,thread=multi", "-smp", "2"])
        if self.kernel:
            folder, words = self.kernel
            pace += ["-kernel", f"{folder}/vmlinuz", "-initrd", f"{folder}/initrd.img", "-append", words]
        return [*self.qemu, *pace, "-m", "1536", "-display", "none", "-nodefaults", "-rtc", f"base={clock}",
                "-chardev", f"serial,id=reader,path={at}/reader",
                "-drive", f"if=pflash,format=raw,readonly=on,file={self.firmware}",
                "-drive", f"if=pflash,format=raw,file={self.variables}",
                "-drive", f"if=none,id=disk,format=raw,file={self.disk}", "-device", "virtio-blk-pci,drive=disk",
                "-device", "virtio-gpu-pci,xres=1080,yres=1920", "-device", "virtio-rng-pci", "-device", "i6300esb",
                "-device", "virtio-net-pci,netdev=net", "-netdev", self.network(),
                "-device", "qemu-xhci,id=usb", "-device", "virtio-serial-pci", *ports, "-qmp", f"unix:{at}/qmp,server=on,wait=off"]

    def network(self):
        """The guest can reach only the station, and the host can reach only SSH."""
        return (f"user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:{self.ports['ssh']}-:22,"
                f"guestfwd=tcp:{FAR_STATION}-cmd:{sys.executable} {RELAY} {self.ports['station']}")

    def boot_file(self, name, text):
        """Writes a file to the boot partition. The machine must be off."""
        path = pathlib.Path(self.folder, name)
        path.write_text(text)
        subprocess.run(["mcopy", "-o", "-i", f"{self.disk}@@1M", path, f"::{name}"], check=True)

    def on(self, clock="2026-11-23T01:26:00"):
        """clock: UTC, or "now"."""
        if clock == "now":
            clock = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
        self.simulator = subprocess.Popen(
            [self.simulator_program, "--link", f"{self.folder}/reader", "--control", f"{self.folder}/hand", "--no-keys"],
            stdout=subprocess.DEVNULL)
        self.hand = Lines(f"{self.folder}/hand")
        self.process = subprocess.Popen(self.command(clock), stderr=open(f"{self.folder}/qemu.log", "ab"))
        self.monitor = Lines(f"{self.folder}/qmp")
        self.monitor.line(20)
        self.qmp("qmp_capabilities")
        self.agent, self.finger, self.trace = (Lines(f"{self.folder}/{name}") for name in PORTS)

    def power_cut(self):
        for process in (self.process, self.simulator):
            if process:
                process.kill()
                process.wait()
        self.process = self.simulator = None
        for name in (*PORTS, "qmp", "hand", "reader"):
            if os.path.lexists(f"{self.folder}/{name}"):
                os.unlink(f"{self.folder}/{name}")

    def qmp(self, verb, **arguments):
        self.monitor.send(json.dumps({"execute": verb, "arguments": arguments}))
        while True:
            said = json.loads(self.monitor.line(20))
            if "return" in said:
                return said["return"]
            if "error" in said:
                raise OSError(said["error"]["desc"])

    def run(self, command, limit_s=300):
        """Runs a command in the guest as root. Returns its exit code and its output."""
        self.agent.send(command)
        said = []
        end = time.monotonic() + limit_s
        while True:
            line = self.agent.line(max(0.1, end - time.monotonic()))
            before, mark, code = line.partition("\x04")
            if mark:
                return int(code), "\n".join(said + ([before] if before else []))
            said.append(line)

    def clear_agent(self):
        """Discards output that an agent did not finish before the machine went off."""
        try:
            while True:
                self.agent.line(1)
        except Late:
            self.agent.held = b""
        self.run("true")

    def plug(self, stick):
        self.qmp("blockdev-add", **{"node-name": "stick", "driver": "raw",
                                    "file": {"driver": "file", "filename": str(stick)}})
        self.qmp("device_add", driver="usb-storage", bus="usb.0", drive="stick", id="stick-port")

    def unplug(self):
        self.qmp("device_del", id="stick-port")
        end = time.monotonic() + 60
        while True:  # the device is gone once the guest has released it
            try:
                return self.qmp("blockdev-del", **{"node-name": "stick"})
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def mounted_stick(self):
        """Waits for a mounted stick. Returns its mount point or an empty string."""
        return self.run(f"for i in $(seq 120); do {STICK} && exit; sleep 1; done")[1]

    def touch(self, x_px, y_px):
        self.finger.send(f"{x_px} {y_px}")

    def card(self):
        """A card of the sample, each one once. Returns its member's number and the card in the simulator's notation."""
        if not self.deck:
            with open(CARDS, encoding="utf-8-sig") as file:
                self.deck = [(row["member_no"], f"{row['tech']}:{row['uid'].replace(':', '')}") for row in csv.DictReader(file)]
            random.shuffle(self.deck)
        return self.deck.pop()

    def ask_board(self, *words, limit_s=300):
        """Sends a request to muster-board as the kiosk's user. Returns the reply."""
        ask = ('$s = IO::Socket::UNIX->new("/run/muster-board.sock") or die; print $s join("\\t", @ARGV), "\\n"; '
               "$s->flush; shutdown($s, 1); print <$s>")
        return self.run(f"runuser -u muster -- perl -MIO::Socket::UNIX -e '{ask}' {' '.join(words)}", limit_s)[1]

    def tap(self, card):
        self.hand.send(f"tap {card}")
        return self.hand.line(10)

    def presented(self, screens, limit_s):
        """Waits until one of the screens is shown. Returns its line of the trace."""
        end, others = time.monotonic() + limit_s, []
        while True:
            try:
                line = json.loads(self.trace.line(max(0.1, end - time.monotonic())))
            except ValueError:
                continue  # a line cut off by the last power cut
            except Late as late:
                raise Late(f"{late}, waiting for {' '.join(screens)}; seen: {' '.join(others)}")
            if line["event"] != "presented":
                continue
            if line["screen"] in screens:
                return line
            others.append(line["screen"])

    def waits(self, limit_s):
        """Waits until the attract page is shown and the reader works; an earlier tap would be lost."""
        end = time.monotonic() + limit_s
        line = self.presented(("attract",), limit_s)
        said = ("journalctl -b -o cat _SYSTEMD_INVOCATION_ID=$(systemctl show -p InvocationID --value muster-kiosk) "
                "| grep '^reader: ' | tail -n 1")
        while self.run(said)[1] != "reader: the reader answers":
            if time.monotonic() > end:
                raise Late("the reader does not answer")
            time.sleep(1)
        return line

    def forget_trace(self):
        try:
            while True:
                self.trace.line(0.01)
        except Late:
            pass

    def picture(self, columns, rows):
        """The screen as columns x rows grey values of 0 to 255."""
        path = f"{self.folder}/glass.ppm"
        self.qmp("screendump", filename=path)
        with open(path, "rb") as file:
            kind, size, _ = file.readline(), file.readline().split(), file.readline()
            assert kind == b"P6\n"
            width, height, pixels = int(size[0]), int(size[1]), file.read()
        grey = []
        for row in range(rows):
            for column in range(columns):
                total = 0
                for dy in range(4):
                    for dx in range(4):
                        x = (column * 4 + dx) * width // (columns * 4)
                        y = (row * 4 + dy) * height // (rows * 4)
                        total += pixels[(y * width + x) * 3 + 1]
                grey.append(total // 16)
        return grey
