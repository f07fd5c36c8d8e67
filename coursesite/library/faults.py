"""A fault and the file it is in."""

from dataclasses import dataclass

from coursesite.text.faults import Fault


@dataclass(frozen=True, order=True, slots=True)
class FileFault:
    """One fault of one file. `path` stands under the content folder, with forward slashes."""

    path: str
    fault: Fault

    def __str__(self) -> str:
        """The fault as a coach reads it: `path:line: problem Remedy.`"""
        return f"{self.path}:{self.fault.line}: {self.fault.problem} {self.fault.remedy}"


def file_fault(path: str, problem: str, remedy: str, line: int = 1) -> FileFault:
    """A fault of a whole file; it stands at the first line where no other is named."""
    return FileFault(path, Fault(line, problem, remedy))
