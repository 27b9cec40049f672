"""QEMU starts this for each connection of the guest to the station. It relays stdin and stdout to a port on loopback."""

import os
import select
import socket
import sys

station = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
while True:
    for ready in select.select([0, station], [], [])[0]:
        data = os.read(0, 65536) if ready == 0 else station.recv(65536)
        if not data:
            sys.exit()
        if ready == 0:
            station.sendall(data)
        else:
            while data:
                data = data[os.write(1, data):]
