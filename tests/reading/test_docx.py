"""Word files: what stands in their parts, and what is not trusted."""

from __future__ import annotations

import io
import zipfile

import pytest

from attestry.model.errors import Unreadable
from attestry.model.text import Node

NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
    '<w:r><w:t xml:space="preserve"> S/2024/1, para. 3.</w:t></w:r></w:p></w:footnote>'
)


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def cell(words: str) -> str:
    return f"<w:tc>{paragraph(run(words))}</w:tc>"


def passages(document) -> list[str]:
    return [document.words(passage.span) for passage in document.passages]


def test_paragraphs_tables_and_notes_are_read_in_order(made):
    document = made.document(
        made.docx(
            paragraph(run("Findings of the team"), style="Heading1")
            + paragraph(run("The team counted 12"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" intact tubes."))
            + f"<w:tbl><w:tr>{cell('Month')}{cell('Barrels')}</w:tr><w:tr>{cell('January')}{cell('12,000')}</w:tr></w:tbl>"
            + paragraph(run("It adjourned.")),
            footnotes=NOTES,
        )
    )

    assert [
        "Findings of the team",
        "The team counted 12 ¹ intact tubes.",
        "Month\tBarrels",
        "January\t12,000",
        "It adjourned.",
        "¹ S/2024/1, para. 3.",
    ] == passages(document)
    assert document.passages[0].heading


def test_each_stretch_knows_its_part_and_path(made):
    document = made.document(made.docx(paragraph(run("The team "), run("counted.")), footnotes=NOTES))

    assert Node("word/document.xml#/w:document/w:body/w:p/w:r[2]/w:t") == document.places[1].locus
    assert isinstance(document.places[-1].locus, Node) and document.places[-1].locus.path.startswith("word/footnotes.xml#")


def test_insertions_are_read_deletions_are_not_and_both_are_told(made):
    document = made.document(
        made.docx(
            paragraph(
                run("Officials confirmed "),
                f'<w:ins w:id="1" w:author="A">{run("11,000")}</w:ins>',
                '<w:del w:id="2" w:author="A"><w:r><w:delText>66,666</w:delText></w:r></w:del>',
                run(" soldiers."),
            )
        ),
        "w.docx",
    )

    assert "Officials confirmed 11,000 soldiers." == document.text
    assert [
        "w.docx: 1 tracked insertions were read, 1 tracked deletions left out; accept or reject the changes and add that version"
    ] == [str(problem) for problem in document.problems]


def test_text_set_to_vanish_is_left_out_and_counted(made):
    document = made.document(
        made.docx(paragraph(run("Officials confirmed 11,000."), run("55,555 more", "<w:vanish/>"))), "w.docx"
    )

    assert "Officials confirmed 11,000." == document.text
    assert ["w.docx: 2 words that Word does not show were left out; look at the file if they matter"] == [
        str(problem) for problem in document.problems
    ]


def test_field_codes_are_no_text_but_their_results_are(made):
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>'

    assert "See page 7." == made.document(made.docx(paragraph(run("See page "), field, run("7.")))).text


def test_text_boxes_are_read_once(made):
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps">'
        f"<w:drawing><w:txbxContent>{paragraph(run('Inside the box.'))}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{paragraph(run('Inside the box.'))}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    assert ["Around the box.", "Inside the box."] == passages(
        made.document(made.docx(paragraph(run("Around the box."), box)))
    )


def test_a_part_with_a_document_type_is_refused(made):
    data = made.docx(paragraph(run("x")))
    evil = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(evil, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("document.xml"):
                body = b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + body.replace(b">x<", b">&e;<")
            new.writestr(name, body)

    with pytest.raises(Unreadable, match=r"word/document\.xml declares a document type"):
        made.document(evil.getvalue())


def test_a_bomb_is_refused_before_it_is_inflated(made):
    with pytest.raises(Unreadable, match="inflates more than 100 times"):
        made.document(made.docx(paragraph(run("0" * 3_000_000))))


@pytest.mark.parametrize(
    ("member", "says"),
    [
        ("../../escaped.txt", "a member called '../../escaped.txt' was found"),
        ("/etc/passwd", "a member called '/etc/passwd' was found"),
        ("word/document.xml", "two parts are called 'word/document.xml'"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_package_that_can_be_read_in_two_ways_is_refused(made, member: str, says: str):
    packed = io.BytesIO(made.docx(paragraph(run("1,100 soldiers"))))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(member, "<x/>")

    with pytest.raises(Unreadable, match=says):
        made.document(packed.getvalue())


def test_a_truncated_file_is_refused_in_one_line(made):
    data = made.docx(paragraph(run("The team counted.")))

    with pytest.raises(
        Unreadable, match=r"^cut\.docx: a damaged or cut Word file was found, a whole one is expected; fetch it again$"
    ):
        made.document(data[:-60], "cut.docx")


def test_what_lies_outside_the_file_is_told_and_not_fetched(made):
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" TargetMode="External" '
        'Type="http://x/attachedTemplate" Target="http://192.0.2.1/t.dotm"/></Relationships>'
    )
    packed = io.BytesIO(made.docx(paragraph(run("The team counted."))))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/_rels/settings.xml.rels", relation)

    assert ["external-reference"] == [problem.kind for problem in made.document(packed.getvalue()).problems]
