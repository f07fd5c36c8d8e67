"""The laws of the house (docs/architecture.md), as a reader of source trees: what breaks them, with file and line."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FLOORS = (
    {"config", "clock", "db", "disk", "text", "exercises", "conversations", "drawing", "logs"},
    {"web", "mail"},
    {"accounts"},
    {"library"},
    {"learning", "blog", "ezine"},
    {"studio", "front"},
    {"app", "cli", "worker", "serving", "demo"},
)
TOP = len(FLOORS) - 1
NEIGHBOURS = {
    ("exercises", "text"),
    ("conversations", "text"),
    # The pages at /dev/mail are pages like any other.
    ("mail", "web"),
}
ORDER = {"models": 0, "queries": 1, "forms": 3, "emails": 4, "views": 5, "desk": 5, "personal": 5, "tasks": 5}
VALUES, RULES = 0, 2
"""The places of all other modules: beside the models while they know nothing else of their room, else after queries."""
SQL_WORDS = {"select", "insert", "update", "delete", "text", "union", "union_all", "exists", "literal_column"}
SQL_CALLS = {"query", "scalars", "scalar", "exec_driver_sql"}
TIME_CALLS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
OWN_COMMITS = {
    "coursesite.db",
    "coursesite.web.state",
    # A limit's count survives the request's rollback.
    "coursesite.web.limits",
    # A POST prolongs the session it comes with, whatever becomes of the POST.
    "coursesite.accounts.session_views",
}
NOBODYS = {
    # Courses, posts and pages are the site's, not their author's; only a revision names its author.
    "pieces",
    "old_addresses",
    "search_entries",
}


@dataclass(frozen=True, order=True)
class Breach:
    """One place that breaks a law."""

    law: int
    place: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"law {self.law}: {self.place}:{self.line}: {self.problem}"


@dataclass(frozen=True)
class Import:
    """One name that a module imports, and whether a function does it."""

    target: str
    line: int
    inside: bool


class Module:
    """One source file of the package."""

    def __init__(self, root: Path, path: Path) -> None:
        self.place = str(path.relative_to(root))
        parts = path.relative_to(root).with_suffix("").parts
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.inside = parts[1:]
        self.room = parts[1]
        self.tree = ast.parse(path.read_text(encoding="utf-8"))

    @property
    def kind(self) -> str:
        """What the house calls this file: `queries`, `views` and so on; `joining_views` are views, too."""
        words = (part.rpartition("_")[2] for part in reversed(self.inside))
        return next((word for word in words if word in ORDER), self.inside[-1])

    @cached_property
    def imports(self) -> list[Import]:
        """Every import in the file; `from a import b` is `a.b`."""
        within = {id(node) for function in _functions(self.tree) for node in ast.walk(function)}
        return [
            Import(target, node.lineno, id(node) in within)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for target in self._targets(node)
        ]

    def _targets(self, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
            return
        here = ["coursesite", *self.inside][: -node.level] if node.level else []
        base = ".".join([*here, *([node.module] if node.module else [])])
        yield from (f"{base}.{name.name}" for name in node.names)

    @cached_property
    def calls(self) -> list[tuple[str, ast.Call]]:
        """Every call by the dotted name of what is called, as far as it is a name."""
        return [(_dotted(node.func), node) for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    def breach(self, law: int, line: int, problem: str) -> Breach:
        """A breach in this file."""
        return Breach(law, self.place, line, problem)


def _functions(tree: ast.AST) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def breaches(root: Path) -> list[Breach]:
    """Everything under `root/coursesite` that breaks a law."""
    files = sorted((root / "coursesite").rglob("*.py"))
    modules = [Module(root, path) for path in files if "migrations" not in path.parts]
    laws = (floors, order, cycles, late_imports, flask, sql, commits, reads, persons, time)
    found = [breach for law in laws for breach in law(modules)]
    return sorted([*found, *template_folders(root)])


def _floor(room: str) -> int | None:
    return next((number for number, rooms in enumerate(FLOORS) if room in rooms), None)


def _ours(target: str) -> str | None:
    """The room that an import leads to, if it is one of ours."""
    first, _, rest = target.partition(".")
    return rest.partition(".")[0] or None if first == "coursesite" else None


def floors(modules: list[Module]) -> Iterator[Breach]:
    """Law 1: imports lead strictly downwards."""
    for module in modules:
        own = _floor(module.room)
        if module.room == "__init__":
            own = 0
        if own is None:
            yield module.breach(1, 1, f"the room “{module.room}” stands on no floor")
            continue
        for found in module.imports:
            room = _ours(found.target)
            if room is None or room == module.room or (module.room, room) in NEIGHBOURS:
                continue
            other = _floor(room)
            if other is None or (other >= own and not own == other == TOP):
                yield module.breach(1, found.line, f"“{module.room}” may not know “{room}”")


def order(modules: list[Module]) -> Iterator[Breach]:
    """Law 1, inside a feature: models, queries, rules, forms, emails, views and desk know only what stands before."""
    edges = _edges(modules)
    places = {module.name: ORDER.get(module.kind, VALUES) for module in modules}
    for module in modules:
        within = {name for name in _reached(module.name, edges) if _ours(name) == module.room}
        if module.kind not in ORDER and max((places[name] for name in within), default=VALUES) > VALUES:
            places[module.name] = RULES
    for module in modules:
        in_a_feature = 1 <= (_floor(module.room) or 0) < TOP and module.room != "web"
        if not in_a_feature or module.inside[-1] == "__init__":
            continue
        for found in module.imports:
            target = found.target if found.target in places else found.target.rpartition(".")[0]
            if _ours(target) == module.room and places.get(target, VALUES) > places[module.name]:
                yield module.breach(1, found.line, f"{module.kind} may not know {target}, which stands after it")


def cycles(modules: list[Module]) -> Iterator[Breach]:
    """Law 1: no module reaches itself through imports."""
    edges = _edges(modules)
    for module in modules:
        if module.name in _reached(module.name, edges):
            yield module.breach(1, 1, f"{module.name} imports itself, by way of others")


def _edges(modules: list[Module]) -> dict[str, set[str]]:
    """Which modules each module imports; a package that imports its own parts is no cycle."""
    names = {module.name for module in modules}
    edges: dict[str, set[str]] = {}
    for module in modules:
        targets = {found.target for found in module.imports}
        found = {target if target in names else target.rpartition(".")[0] for target in targets}
        edges[module.name] = (found & names) - {module.name}
    return edges


def _reached(name: str, edges: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = set(edges[name])
    while waiting:
        step = waiting.pop()
        reached.add(step)
        waiting |= edges[step] - reached
    return reached


def late_imports(modules: list[Module]) -> Iterator[Breach]:
    """Law 1: no function imports what is ours."""
    for module in modules:
        for found in module.imports:
            if found.inside and found.target.partition(".")[0] == "coursesite":
                yield module.breach(1, found.line, f"a function imports {found.target}")


def flask(modules: list[Module]) -> Iterator[Breach]:
    """Law 2: Flask stays with the pages; mail servers are the mail room's business alone."""
    for module in modules:
        free = module.room == "web" or module.kind in ("views", "desk", "forms", "emails")
        for found in module.imports:
            first = found.target.partition(".")[0]
            if (first == "flask" or first.startswith("flask_")) and not free and _floor(module.room) != TOP:
                yield module.breach(2, found.line, f"{found.target} is imported outside of pages")
            if first == "smtplib" and module.room != "mail":
                yield module.breach(4, found.line, "only the mail room speaks to a mail server")


def sql(modules: list[Module]) -> Iterator[Breach]:
    """Law 3: SQL stands in `queries`."""
    for module in modules:
        if module.kind in ("queries", "db"):
            continue
        for found in module.imports:
            package, _, word = found.target.rpartition(".")
            if package.partition(".")[0] == "sqlalchemy" and word in SQL_WORDS:
                yield module.breach(3, found.line, f"“{word}” belongs into queries.py")
        for name, call in module.calls:
            owner, _, method = name.rpartition(".")
            if method in SQL_CALLS and isinstance(call.func, ast.Attribute):
                yield module.breach(3, call.lineno, f"“.{method}(” belongs into queries.py")
            if owner in ("sqlalchemy", "sa") and method in SQL_WORDS:
                yield module.breach(3, call.lineno, f"“{name}(” belongs into queries.py")


def commits(modules: list[Module]) -> Iterator[Breach]:
    """Law 4: whoever answers a request commits it, once, or the worker its task, or a command its work."""
    for module in modules:
        at_the_top = _floor(module.room) == TOP
        if at_the_top or module.kind in ("views", "desk", "tasks") or module.name == "coursesite.web.limits":
            continue
        for name, call in module.calls:
            if name.rpartition(".")[2] == "commit":
                yield module.breach(4, call.lineno, "a commit stands in views, desk, tasks, cli or the worker only")


def template_folders(root: Path) -> Iterator[Breach]:
    """Law 5: a folder of templates has a feature's name."""
    features = set().union(*FLOORS[1:TOP]) | {"layout"}
    templates = root / "coursesite" / "templates"
    for path in sorted(templates.iterdir()) if templates.is_dir() else []:
        if path.name not in features or not path.is_dir():
            yield Breach(5, str(path.relative_to(root)), 1, f"“{path.name}” is no feature's folder")


def reads(modules: list[Module]) -> Iterator[Breach]:
    """Law 6: a request gets its write session from `write_db`, which refuses to give one to a GET."""
    for module in modules:
        if module.name in OWN_COMMITS or module.kind == "tasks" or _floor(module.room) == TOP:
            continue
        for name, call in module.calls:
            if name.rpartition(".")[2] in ("write_session", "writing") or name.endswith(
                (".write.begin", ".write.connect")
            ):
                yield module.breach(6, call.lineno, f"“{name}(” writes past write_db()")


def persons(modules: list[Module]) -> Iterator[Breach]:
    """Law 7: what leads to a person is named in a `personal.py`, and `front` is handed every one of those."""
    tables = {table: (module, node) for module in modules for table, node in _tables(module)}
    personal = [module for module in modules if module.kind == "personal"]
    named = {word for module in personal for word in _named_tables(module)}
    leading = {"users"} & set(tables)
    while True:
        more = {name for name, (_, node) in tables.items() if name not in NOBODYS and _leads_to(node, leading)}
        if more <= leading:
            break
        leading |= more
    for name in sorted(leading - named):
        module, node = tables[name]
        yield module.breach(7, node.lineno, f"the table “{name}” leads to a person and stands in no personal.py")
    known = {found.target for module in modules if module.room == "app" for found in module.imports}
    for module in personal:
        if f"coursesite.{module.room}.personal" not in known:
            yield module.breach(7, 1, "create_app doesn't hand this module to front")


def _tables(module: Module) -> Iterator[tuple[str, ast.ClassDef]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign) and _dotted(line.targets[0]) == "__tablename__":
                    yield str(ast.literal_eval(line.value)), node


def _leads_to(node: ast.ClassDef, tables: set[str]) -> bool:
    for part in ast.walk(node):
        if isinstance(part, ast.AnnAssign) and _dotted(part.target) == "user_id":
            return True
        if isinstance(part, ast.Call) and _dotted(part.func).rpartition(".")[2] == "ForeignKey" and part.args:
            target = part.args[0]
            if isinstance(target, ast.Constant) and str(target.value).partition(".")[0] in tables:
                return True
    return False


def _named_tables(module: Module) -> set[str]:
    for node in module.tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if target is not None and _dotted(target) == "TABLES":
            return {
                part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
            }
    return set()


def time(modules: list[Module]) -> Iterator[Breach]:
    """Nothing but the clock asks the system for the time, and the clock is asked by its full name, so that it stops."""
    for module in modules:
        if module.room == "clock":
            continue
        for name, call in module.calls:
            if tuple(name.split(".")[-2:]) in TIME_CALLS:
                yield module.breach(2, call.lineno, f"“{name}(” asks the system for the time; clock.now() does that")
        for found in module.imports:
            if found.target == "coursesite.clock.now":
                yield module.breach(2, found.line, "import clock and call clock.now(), which a test can stop")
