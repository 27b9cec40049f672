"""The claims of board/test about an image with a station: unattended setup, SSH by key, and uploads while the kiosk is
down."""

import pathlib
import re
import subprocess
import time

from claims import BOOT_S, PAGE_S, WELCOMES, alike
from machine import FAR_STATION

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/dev/tools/station/muster-station"
SAMPLE = ROOT / "assets/sample"
OUT_OF_ORDER = pathlib.Path(__file__).with_name("out-of-order.pgm")


class Station:
    """muster-station on loopback; the machine reaches it at FAR_STATION."""

    def __init__(self, folder, port):
        self.folder, self.server = folder, None
        self.say("init", "--name", "试验站", "--listen", "127.0.0.1", "--port", str(port))
        self.say("import", SAMPLE)

    def say(self, verb, *words):
        said = subprocess.run([PROGRAM, verb, "--dir", self.folder, *words], check=True, capture_output=True)
        return said.stdout.decode()

    def serve(self):
        self.server = subprocess.Popen([PROGRAM, "serve", "--dir", self.folder], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)

    def rest(self):
        if self.server:
            self.server.kill()
            self.server.wait()
        self.server = None

    def has(self, member, limit_s):
        """Whether a record of that member arrives in time."""
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            if member in self.say("export", "records"):
                return True
            time.sleep(2)
        return False


def station_of(machine, options):
    """The one station of this run, running."""
    if not machine.station:
        machine.station = Station(options.work / "station", machine.ports["station"])
    machine.station.rest()
    machine.station.serve()
    return machine.station


def setup_file(station):
    said = station.say("pair", "--name", "大厅")
    code = re.search(r"^code: (.*)$", said, re.M)[1]
    fingerprint = re.search(r"^fingerprint: (.*)$", said, re.M)[1]
    return (f"[station]\nname = 装机试验站\ntimezone = Asia/Urumqi\n"
            f"[pair]\nstation = {FAR_STATION}\nfingerprint = {fingerprint}\ncode = {code}\n")


def unattended(report, machine, options):
    """A new machine with two files on its boot partition is set up without anyone touching it."""
    station = station_of(machine, options)
    if not machine.process:
        machine.on()
    machine.run("systemctl stop muster-kiosk; rm -rf /var/lib/muster/*; rm -f /var/localtime; sync", BOOT_S)
    machine.power_cut()
    key = options.work / "key"
    if not key.exists():
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    machine.boot_file("muster-setup.ini", setup_file(station))
    machine.boot_file("authorized_keys", key.with_suffix(".pub").read_text())
    machine.on(clock="now")
    machine.waits(BOOT_S)
    report.holds("a machine set up by a file has the time zone of the file", machine.run("date +%z")[1] == "+0600")
    said = machine.ask_board("network-state")
    report.holds("it has a network", said.endswith("ok"), said.replace("\n", " "))
    member, card = until_known(machine)
    report.holds("a tap with a card from the station is welcomed", member is not None, card)
    report.holds("the tap's record arrives at the station", member is not None and station.has(member, PAGE_S))
    let_in(report, machine, key)


def until_known(machine):
    """Tries cards until one is welcomed, because the station's cards are pulled in the background. Returns the member."""
    end, shown = time.monotonic() + PAGE_S, {"screen": "nothing"}
    while time.monotonic() < end:
        machine.forget_trace()
        member, card = machine.card()
        machine.tap(card)
        shown = machine.presented(("unknown", "refused", *WELCOMES), PAGE_S)
        if shown["screen"] in WELCOMES:
            return member, shown["screen"]
    return None, shown["screen"]


def let_in(report, machine, key):
    ssh = ["ssh", "-p", str(machine.ports["ssh"]), "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
           "-o", "BatchMode=yes", "-o", "ConnectTimeout=60", "root@127.0.0.1", "id -un"]
    asked = subprocess.run([*ssh[:1], "-i", key, *ssh[1:]], capture_output=True, timeout=PAGE_S)
    report.holds("SSH accepts the key that is on the boot partition", asked.stdout == b"root\n",
                 machine.run("journalctl -b -u ssh -o cat | tail -n 5")[1] if asked.returncode else "")
    asked = subprocess.run([*ssh[:1], "-o", "IdentityFile=/dev/null", "-o", "IdentitiesOnly=yes", *ssh[1:]],
                           capture_output=True, timeout=PAGE_S)
    report.holds("SSH refuses everyone else", asked.returncode != 0 and b"Permission denied" in asked.stderr)


def crashes(report, machine, options):
    """A kiosk that crashes five times in five minutes while it has a pending record."""
    if not machine.station:
        unattended(report, machine, options)
    station = machine.station
    station.rest()
    member, card = machine.card()
    machine.forget_trace()
    machine.tap(card)
    machine.presented(WELCOMES, PAGE_S)
    _, said = machine.run("for i in $(seq 600); do pid=$(systemctl show -p MainPID --value muster-kiosk); "
                          "[ $pid = 0 ] || kill -SEGV $pid; systemctl is-active -q muster-out-of-order && echo active && exit; sleep 0.5; done",
                          BOOT_S)
    report.holds("after five crashes the out-of-order page replaces the kiosk", said == "active", said)
    report.holds("the out-of-order page is on the screen", *alike(machine, OUT_OF_ORDER, (), 60))
    station.serve()
    report.holds("the pending record is uploaded to the station", station.has(member, PAGE_S))
    machine.forget_trace()
    machine.run("systemctl reset-failed muster-kiosk; systemctl start --no-block muster-kiosk")
    machine.waits(BOOT_S)
    _, said = machine.run("systemctl is-active muster-out-of-order muster-forward")
    report.holds("once the kiosk is started again, the page and the upload service stop", said == "inactive\ninactive", said.replace("\n", " "))


LONG = {"unattended": unattended, "crashes": crashes}
