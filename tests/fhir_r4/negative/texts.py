"""What is wrong before FHIR begins: the bytes, the JSON, properties given twice."""

from __future__ import annotations

from typing import NamedTuple

DEEP = 5_000


class Text(NamedTuple):
    """``code`` is the OperationOutcome code that the first fault has."""

    name: str
    body: bytes
    rule: str
    code: str


def patient(inner: str) -> bytes:
    return f'{{"resourceType":"Patient",{inner}}}'.encode()


CASES = [
    Text("nothing", b"", "JSON has a value", "structure"),
    Text("spaces", b"  \n", "JSON has a value", "structure"),
    Text("words", b"hello", "JSON begins with a sign", "structure"),
    Text("xml", b'<Patient xmlns="http://hl7.org/fhir"/>', "JSON is no XML", "structure"),
    Text("list", b"[]", "a resource is an object", "structure"),
    Text("string", b'"Patient"', "a resource is an object", "structure"),
    Text("number", b"1", "a resource is an object", "structure"),
    Text("null", b"null", "a resource is an object", "structure"),
    Text("no-type", b"{}", "a resource says its type", "structure"),
    Text("unknown-type", b'{"resourceType":"Person2"}', "a type of FHIR R4", "not-supported"),
    Text("abstract-type", b'{"resourceType":"DomainResource"}', "a type that is not abstract", "not-supported"),
    Text("later-type", b'{"resourceType":"SubscriptionTopic"}', "a type of R4, not of R5", "not-supported"),
    Text("datatype", b'{"resourceType":"Quantity","value":1}', "a resource, not a data type", "not-supported"),
    Text("case-of-type", b'{"resourceType":"patient"}', "types have their case", "not-supported"),
    Text("path-as-type", b'{"resourceType":"../../x"}', "a name, not a path", "not-supported"),
    Text("cut", b'{"resourceType":"Patient","gender":"fem', "the text is whole", "structure"),
    Text("trailing", b'{"resourceType":"Patient"} x', "nothing after the object", "structure"),
    Text("two", b'{"resourceType":"Patient"}{"resourceType":"Patient"}', "one object", "structure"),
    Text("comma", b'{"resourceType":"Patient",}', "no comma before the end", "structure"),
    Text("comment", b'{"resourceType":"Patient" /* x */}', "no comments", "structure"),
    Text("quotes", b"{'resourceType':'Patient'}", "double quotes", "structure"),
    Text("bom", b'\xef\xbb\xbf{"resourceType":"Patient"}', "no byte order mark", "structure"),
    Text("utf-16", '{"resourceType":"Patient"}'.encode("utf-16"), "UTF-8", "structure"),
    Text("latin-1", '{"resourceType":"Patient","language":"é"}'.encode("latin-1"), "UTF-8", "structure"),
    Text("cut-utf-8", b'{"resourceType":"Patient","language":"\xc3"}', "whole characters", "structure"),
    Text("overlong", b'{"resourceType":"Patient","language":"\xc0\xaf"}', "shortest form", "structure"),
    Text("surrogate-bytes", b'{"resourceType":"Patient","language":"\xed\xa0\x80"}', "no surrogates", "structure"),
    Text("surrogate", patient(r'"name":[{"family":"\ud800"}]'), "no half character", "value"),
    Text("raw-control", b'{"resourceType":"Patient","language":"a\x01"}', "control characters escaped", "structure"),
    Text("raw-line-end", b'{"resourceType":"Patient","language":"a\n"}', "line ends escaped", "structure"),
    Text("bad-escape", patient(r'"language":"\x41"'), "escapes of JSON only", "structure"),
    Text("nan", b'{"resourceType":"Location","position":{"longitude":NaN,"latitude":1}}', "no NaN", "structure"),
    Text(
        "infinity", b'{"resourceType":"Location","position":{"longitude":Infinity,"latitude":1}}', "finite", "structure"
    ),
    Text(
        "minus-infinity",
        b'{"resourceType":"Location","position":{"longitude":-Infinity,"latitude":1}}',
        "finite",
        "structure",
    ),
    Text("plus", b'{"resourceType":"Location","position":{"longitude":+1,"latitude":1}}', "no plus", "structure"),
    Text(
        "leading-zero",
        b'{"resourceType":"Location","position":{"longitude":01,"latitude":1}}',
        "no zero first",
        "structure",
    ),
    Text(
        "bare-point",
        b'{"resourceType":"Location","position":{"longitude":.5,"latitude":1}}',
        "a digit first",
        "structure",
    ),
    Text(
        "end-point",
        b'{"resourceType":"Location","position":{"longitude":5.,"latitude":1}}',
        "a digit last",
        "structure",
    ),
    Text(
        "hex", b'{"resourceType":"Location","position":{"longitude":0x5,"latitude":1}}', "decimal digits", "structure"
    ),
    Text("capital-true", patient('"active":True'), "true in small letters", "structure"),
    Text("twice", patient('"gender":"male","gender":"female"'), "a property stands once", "structure"),
    Text("twice-same", patient('"gender":"male","gender":"male"'), "once, even with the same value", "structure"),
    Text("twice-deep", patient('"name":[{"family":"A","family":"B"}]'), "once, at any depth", "structure"),
    Text("twice-type", patient('"resourceType":"Patient"'), "resourceType stands once", "structure"),
    Text("twice-other-type", patient('"resourceType":"Group"'), "resourceType stands once", "structure"),
    Text("twice-spaced", patient('"gender" : "male" , "gender" : "female"'), "once, with spaces too", "structure"),
    Text(
        "twice-hidden",
        patient(r'"gender":"male","gender":"female","name":[{"family":"\u003a"}]'),
        "once, with a colon escaped elsewhere",
        "structure",
    ),
    Text(
        "twice-escaped", patient(r'"gender":"male","gend\u0065r":"female"'), "once, however it is written", "structure"
    ),
    Text("twice-list", patient('"name":[{"family":"A"}],"name":[{"family":"B"}]'), "a list stands once", "structure"),
    Text("deep-lists", patient('"name":' + "[" * DEEP + "]" * DEEP), "not nested without end", "structure"),
    Text(
        "deep-objects",
        patient('"extension":' + '[{"url":"x","extension":' * DEEP + "1" + "}]" * DEEP),
        "not nested without end",
        "structure",
    ),
    Text("deep-open", b"[" * 100_000, "not nested without end", "structure"),
]
