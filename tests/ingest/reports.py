"""Made-up reports of runs that never were."""

from ingest.differences import Change, Difference
from ingest.report import IngestReport, Left

HOSTILE = "<script>alert(1)</script>"

HOUSE = Difference(
    "huset.nb",
    f"Om Prøvehuset (oppdiktet) {HOSTILE}",
    added=("huset.nb#TST-03",),
    changed=(
        Change("huset.nb#TST-02", "… stenger klokken [-fire.-] {+fem, <b>alltid</b> [red].+}"),
        Change("huset.nb#TST-01", ""),
    ),
    moved={"huset.nb#TST-05": "huset.nb#TST-04"},
    retired=("huset.nb#TST-09",),
    kept=12,
)
COURSES = Difference("courses", "Kurs (oppdiktet)", kept=91)

QUIET = IngestReport("20200101T000000", False, 17, 516, 91, 24, 0.5)
CHANGED = IngestReport(
    "20200101T000000",
    True,
    17,
    516,
    91,
    24,
    12.34,
    embedded=7,
    copied=509,
    retired=1,
    started_at="2020-01-01T00:00:00+00:00",
    differences=(HOUSE, COURSES),
    left_out=(Left("kurs.csv", 4, "kurs.csv, line 4: price: expected a number, got 'dyrt'."),),
    notes=("kurs.csv: the column Farge is not used", "a\nb\x1b[31m.csv: a note"),
    checks=(17, 18),
)
