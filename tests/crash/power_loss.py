"""What the loss of power leaves: unsynced writes undone, some, all or in part.

`shim/disk.c` notes what each write destroys until its file is synced. `Disk.lose_power` reads these
notes after the program was killed, and takes back what no sync had promised: for each sector of
each file some of its last writes (so that pages are torn), and some of the last names that were
given or taken away.
"""

import os
import pathlib
import struct
import subprocess

SECTOR = 512
HEAD = struct.Struct("<IIQQQQ")
SHIM = "build/shim/libdisk.so"


def build_shim(name):
    """Compiles tests/crash/shim/NAME.c into build/shim/libNAME.so."""
    target = pathlib.Path(f"build/shim/lib{name}.so")
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = f"{target}.{os.getpid()}"
    subprocess.run(["cc", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC",
                    "-o", fresh, f"tests/crash/shim/{name}.c", "-ldl", "-pthread"], check=True)
    os.replace(fresh, target)
    return str(target.absolute())


class Disk:
    """The shim around one folder: its environment, its faults, and the loss of power."""

    def __init__(self, folder, beside):
        self.folder = os.path.realpath(folder)
        self.log, self.control = beside + "/disk.log", beside + "/disk.faults"
        self.library = build_shim("disk")
        self.generation = 0
        with open(self.control, "wb") as file:
            file.write(b"-".ljust(4096, b"\0"))

    def environment(self, notes=True):
        wanted = dict(os.environ, LD_PRELOAD=self.library, DISK_FOLDER=self.folder,
                      DISK_FAULTS=self.control)
        if notes:
            wanted["DISK_LOG"] = self.log
        return wanted

    def fail(self, call, suffix, error, first=1, count=0):
        """From the next call on; see shim/disk.c."""
        self.generation += 1
        self._say(f"{self.generation} {call} {suffix} {error} {first} {count}")

    def heal(self):
        self._say("-")

    def _say(self, line):
        with open(self.control, "r+b") as file:
            file.write(line.encode().ljust(256, b"\0"))

    def lose_power(self, dice):
        """Takes back what was not synced; answers how many bytes changed and how many names."""
        writes, names = _unsynced(self.log)
        share = dice.choice([0.0, 0.5, 1.0])  # how much of it: nothing, some, all
        changed = sum(_undo_writes(path, notes, share, dice) for path, notes in writes.items())
        lost = _undo_names(names, share, dice)
        if os.path.exists(self.log):
            os.remove(self.log)
        return changed, lost


def _notes(log):
    if not os.path.exists(log):
        return
    with open(log, "rb") as file:
        everything = file.read()
    at = 0
    while at + HEAD.size <= len(everything):
        kind, name_size, offset, length, old_size, destroyed = HEAD.unpack_from(everything, at)
        at += HEAD.size
        name = everything[at:at + name_size].decode()
        at += name_size
        if at + destroyed > len(everything):
            return  # killed while it noted: the write did not begin
        yield chr(kind), name, offset, length, old_size, everything[at:at + destroyed]
        at += destroyed


def _unsynced(log):
    writes, names = {}, []
    for kind, name, offset, length, old_size, image in _notes(log):
        if kind == "W":
            writes.setdefault(name, []).append((offset, length, old_size, image))
        elif kind == "S":
            writes.pop(name, None)
            names = [one for one in names if os.path.dirname(one[1]) != name]
        else:
            names.append((kind, name, image))
            if kind == "R":
                writes.pop(name, None)
    return writes, names


def _undo_writes(path, notes, share, dice):
    """Each sector forgets its last writes, as many as the dice say."""
    if share == 0 or not os.path.exists(path):
        return 0
    with open(path, "rb") as file:
        content = bytearray(file.read())
    before = bytes(content)
    size = max([len(content)] + [offset + length for offset, length, _, _ in notes])
    content.extend(bytes(size - len(content)))
    of_sector = {}
    for index, (offset, length, _, _) in enumerate(notes):
        for sector in range(offset // SECTOR, -(-(offset + length) // SECTOR)):
            of_sector.setdefault(sector, []).append(index)
    for sector, indices in of_sector.items():
        kept = dice.randint(0, len(indices)) if share < 1 else 0
        for index in reversed(indices[kept:]):
            offset, length, _, image = notes[index]
            first = max(offset, sector * SECTOR)
            last = min(offset + length, (sector + 1) * SECTOR)
            old = image[first - offset:last - offset]
            content[first:last] = old.ljust(last - first, b"\0")
    synced_size = notes[0][2]
    end = len(before) if share < 1 and dice.random() < 0.5 else synced_size
    content = content[:end]
    with open(path, "wb") as file:
        file.write(content)
    return sum(a != b for a, b in zip(before, content)) + abs(len(before) - len(content))


def _undo_names(names, share, dice):
    """The last names given or taken away, in the order that file systems keep."""
    kept = len(names) if share == 0 else dice.randint(0, len(names)) if share < 1 else 0
    for kind, path, image in reversed(names[kept:]):
        if kind == "C" and os.path.exists(path):
            os.remove(path)
        elif kind == "R":
            with open(path, "wb") as file:
                file.write(image)
    return len(names) - kept
