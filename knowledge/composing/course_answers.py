"""Answers about courses that a question names: one in detail, several side by side, or what the record lacks."""

import re
from collections.abc import Sequence
from datetime import date

from knowledge.citations import Numbering
from knowledge.composing.contacts import contact_lines
from knowledge.composing.course_values import Point, value
from knowledge.composing.courses import compared_lines, detail_lines, name_of, points_asked
from knowledge.composing.facts import only_facts, sentences_for, tell
from knowledge.composing.shelf import Shelf
from knowledge.composing.text import course_name
from knowledge.models import Answer, Contact, Course, Language, Outcome, ShownContact
from knowledge.retrieval import Passage
from knowledge.signals import COURSE_NOUN, Intent
from knowledge.synonyms import canonical
from knowledge.understanding import Understanding
from knowledge.wording import say
from knowledge.words import LIGHT_WORDS, content_words, fold, stem

_NEAREST = 4
_MOST_COMPARED, _MOST_TOLD = 3, 4
# A record told with what the fact sheets add; beyond this the record has to do.
_MOST_WORDS = 130
_ABBREVIATION = re.compile(r"\(([A-ZÆØÅ]{3,})\)")
_COMPARING = re.compile(
    r"\b(?:forskjell\w*|skilnad\w*|sammenlign\w*|samanlikn\w*|compar\w*|differ\w*|versus|vs|kontra|eller|or|enn|than|begge|both|mellom|between)\b"
)
_THEY = re.compile(r"\b(?:de|dei|dem|disse|desse|begge|alle|they|them|these|those|both|all)\b")
# Words that ask for what a course is about.
_CONTENT = re.compile(
    r"(?:fortel|innhold|innhald|handl|dekk|beskriv|inneh|lær|lage|lagd|meint|beregn|berekn|målgruppe|passe|høve|fortsatt|fremdeles|framleis|ennå|enno|egne|eigna)\w*"
)
# What people ask of a course that records have no field for, with the word that a record telling it anyway would use.
_NO_FIELD = {
    "foreles": re.compile(r"\b(?:lectur\w+|teach(?:es|er|ers)|instructors?|professors?|foreles\w+|faglærer\w*|lærar\w*|emneansvarlig\w*|fagansvarlig\w*)\b"),
    "stryk": re.compile(r"\b(?:fail(?:ure|s|ing|ed)?|stryk\w*|pass rate)\b"),
    "snitt": re.compile(r"\b(?:grades?|grading|average|snittkarakter\w*|karaktersnitt\w*)\b"),
    "plasser": re.compile(r"\b(?:capacity|seats?|places are|kapasitet\w*|plassar|plasser|studieplasser\w*)\b"),
    "deltak": re.compile(r"\b(?:participants?|attendees|students are|deltaker\w*|deltakar\w*)\b"),
    "eksamen": re.compile(r"\b(?:exams?|assess\w+|eksamen\w*|vurderingsform\w*)\b"),
    "pensum": re.compile(r"\b(?:syllabus|reading list|textbooks?|curriculum|pensum\w*|lærebok\w*|lærebøker)\b"),
}  # fmt: skip
_ALSO = {"foreles": ("faglær", "emneansvarlig"), "eksamen": ("vurdering",), "plasser": ("plass",)}


def one_course(course: Course, asked: Understanding, passages: Sequence[Passage], shelf: Shelf, today: date) -> Answer:
    """What is known of a course, what the fact sheets add, and whom to ask for what is not known."""
    numbering, points = Numbering(), points_asked(asked)
    n = numbering.cite(shelf.record_chunks[course.id])
    lines, shown = detail_lines(course, n, points, asked.language, today)
    related = [p for p in only_facts(passages[:_NEAREST]) if _speaks_of(p.chunk.text, course)]
    chosen = sentences_for(related[:1], asked, shelf, most=2)
    long = sum(len(text.split()) for text in (*lines, *(c.text for c in chosen))) > _MOST_WORDS
    extra = [] if long else tell(chosen, numbering)
    unknown = any(not value(course, point, asked.language, today) for point in points)
    door, contacts = (
        _door(shelf, numbering, asked.language) if unknown and (not extra or Point.CONTACT in points) else ([], ())
    )
    return Answer(
        Outcome.ANSWERED,
        asked.language,
        "\n".join([*lines[:-1], *extra, *door, lines[-1]]),
        citations=numbering.all(),
        courses=shown,
        contacts=contacts,
        intent=Intent.COURSE_DETAIL.value,
    )


def several_courses(asked: Understanding, shelf: Shelf, today: date) -> Answer:
    """Courses named together: side by side when they are compared, else one after the other."""
    comparing, language, numbering = is_comparing(asked), asked.language, Numbering()
    courses = asked.courses[: _MOST_COMPARED if comparing else _MOST_TOLD]
    numbers = [numbering.cite(shelf.record_chunks[course.id]) for course in courses]
    told = [detail_lines(c, n, points_asked(asked), language, today) for c, n in zip(courses, numbers, strict=True)]
    if comparing:
        lines = compared_lines(courses, numbers, points_asked(asked), language, today)
    else:
        ages = dict.fromkeys(detail[-1] for detail, _ in told)
        lines = [line for detail, _ in told for line in (detail[:-1] if len(ages) == 1 else detail)]
        lines += ages if len(ages) == 1 else []
    return Answer(
        Outcome.ANSWERED,
        language,
        "\n".join(lines),
        citations=numbering.all(),
        courses=tuple(card for _, cards in told for card in cards),
        intent=Intent.COURSE_DETAIL.value,
    )


def are_together(asked: Understanding, shelf: Shelf) -> bool:
    """Whether several courses are asked about at once: named so, or meant by "they"."""
    if len(asked.courses) < 2:
        return False
    return len(shelf.catalogue.recognise(asked.question.text)) > 1 or bool(_THEY.search(asked.corrected.casefold()))


def is_comparing(asked: Understanding) -> bool:
    """Whether a question sets courses side by side."""
    return bool(_COMPARING.search(asked.corrected.casefold()))


def is_silent_on(course: Course, asked: Understanding, passages: Sequence[Passage], shelf: Shelf) -> bool:
    """Whether the question is about something that neither the course's record nor a fact about it mentions."""
    if points_asked(asked):
        return False
    related = [p.chunk.text for p in only_facts(passages[:_NEAREST]) if _speaks_of(p.chunk.text, course)]
    told = " ".join([shelf.record_chunks[course.id].text, *related])
    lowered = f"{asked.question.text} {asked.corrected}".casefold()
    for told_as, pattern in _NO_FIELD.items():
        if pattern.search(lowered):
            begun = "|".join((told_as, *_ALSO.get(told_as, ())))
            return not re.search(rf"\b(?:{begun})", told.casefold())
    if asked.language == "en":  # the records are Norwegian: an English word may be there translated
        return False
    titles = " ".join(f"{c.title} {c.title_en or ''} {c.code or ''}" for c in (course, *asked.courses))
    named = {stem(w, "nb") for w in content_words(titles)}
    subject = [
        w for w in content_words(canonical(asked.corrected)) if w not in LIGHT_WORDS and stem(w, "nb") not in named
    ]
    subject = [
        w
        for w in subject
        if not _CONTENT.match(w) and not COURSE_NOUN.search(w) and fold(w) not in fold(course.code or "")
    ]
    if set(subject) & set(asked.strange):  # a word that no source uses says what is wanted
        return True
    known = {stem(w, "nb") for w in content_words(told)}
    return bool(subject) and not any(stem(w, "nb") in known or _root(w) in fold(told) for w in subject)


def _root(word: str) -> str:
    """As much of a word as another form of it shares."""
    return fold(word)[: min(6, max(4, len(word) - 1))]


def silent(course: Course, asked: Understanding, shelf: Shelf) -> Answer:
    """That the course's record says nothing about this, with the door to knock on."""
    numbering, language = Numbering(), asked.language
    name = course_name(course, language)
    door, contacts = _door(shelf, numbering, language)
    return Answer(
        Outcome.REFUSED,
        language,
        "\n".join([say(language, "refused_course", course=name), *door]),
        citations=numbering.all(),
        contacts=contacts,
        intent=Intent.COURSE_DETAIL.value,
        computed=(asked.question.text, name),
    )


def unknown_code(code: str, asked: Understanding, shelf: Shelf) -> Answer:
    """That no course has this code, with those that are written almost alike."""
    language, numbering = asked.language, Numbering()
    near = shelf.catalogue.near_codes(code)
    lines = [f"• {name_of(c, language)} [{numbering.cite(shelf.record_chunks[c.id])}]" for c in near]
    door, contacts = _door(shelf, numbering, language)
    lead = [say(language, "courses_near")] if near else []
    return Answer(
        Outcome.REFUSED,
        language,
        "\n".join([say(language, "courses_unknown_code", code=code), *lead, *lines, *door]),
        citations=numbering.all(),
        contacts=contacts,
        options=tuple(say(language, "course_about", name=c.code or c.title) for c in near),
        intent=Intent.COURSE_DETAIL.value,
        computed=(code,),
    )


def _door(shelf: Shelf, numbering: Numbering, language: Language) -> tuple[list[str], tuple[ShownContact, ...]]:
    """Where to ask about a course."""
    doors: list[Contact] = [portal] if (portal := shelf.portal()) else []
    lines, shown = contact_lines(doors, shelf.record_chunks, numbering, language)
    return ([say(language, "refused_door"), *lines] if lines else []), shown


def _speaks_of(text: str, course: Course) -> bool:
    lowered = text.casefold()
    names = [course.code or course.title, course.title, *_ABBREVIATION.findall(course.title)]
    return any(name.casefold() in lowered for name in names)
