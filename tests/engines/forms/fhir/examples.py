"""Questionnaires written here in the shapes that public ones have: LHC-Forms, the SDC guide, Argonaut."""

from __future__ import annotations

from typing import Any

CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"
LOINC = "http://loinc.org"


def option(code: str, display: str, points: float | None = None, url: str = ORDINAL) -> dict[str, Any]:
    coding = {"system": LOINC, "code": code, "display": display}
    return (
        {"extension": [{"url": url, "valueDecimal": points}], "valueCoding": coding}
        if points is not None
        else {"valueCoding": coding}
    )


def expression(text: str, name: str = "") -> dict[str, Any]:
    value = {"language": "text/fhirpath", "expression": text}
    if name:
        return {"url": VARIABLE, "valueExpression": {"name": name, **value}}
    return {"url": CALCULATED, "valueExpression": {"description": "Total score", **value}}


FREQUENCY = [
    option("LA6568-5", "Not at all", 0),
    option("LA6569-3", "Several days", 1),
    option("LA6571-9", "Nearly every day", 3),
]

UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
HELP = {"coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "help"}]}
FRENCH = [{"url": "lang", "valueCode": "fr-FR"}, {"url": "content", "valueString": "Poids"}]
THIN = "%resource.item.where(linkId='bmi').answer.value < 18.5"
EVERYWHERE = "QuestionnaireResponse.repeat(item).answer.value.ofType(Coding).ordinal().aggregate($this + $total, 0)"

LHC = {
    "resourceType": "Questionnaire",
    "id": "55757-9-x",
    "meta": {
        "profile": ["http://hl7.org/fhir/4.0/StructureDefinition/Questionnaire"],
        "tag": [{"code": "lformsVersion: 36.0.0"}],
    },
    "extension": [
        expression("%resource.item.where(linkId='/44250-9').answer.value.ordinal()", "a"),
        expression("%resource.item.where(linkId='/44255-8').answer.value.ordinal()", "b"),
        expression("iif(%a.exists(), 1, 0) + iif(%b.exists(), 1, 0)", "any_questions_answered"),
    ],
    "title": "Two questions on mood",
    "status": "draft",
    "copyright": "Words of this test",
    "code": [{"system": LOINC, "code": "55757-9", "display": "Patient Health Questionnaire 2 item"}],
    "item": [
        {
            "type": "choice",
            "code": [{"system": LOINC, "code": "44250-9", "display": "Little interest"}],
            "extension": [
                {
                    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
                    "valueCodeableConcept": {
                        "coding": [{"code": "drop-down", "display": "Drop down"}],
                        "text": "Drop down",
                    },
                }
            ],
            "required": False,
            "linkId": "/44250-9",
            "text": "Little interest in things",
            "prefix": "1.",
            "answerOption": FREQUENCY,
        },
        {
            "type": "choice",
            "required": False,
            "linkId": "/44255-8",
            "text": "Feeling low",
            "prefix": "2.",
            "answerOption": FREQUENCY,
        },
        {
            "type": "decimal",
            "extension": [
                expression("iif(%any_questions_answered > 0, iif(%a.exists(), %a, 0) + iif(%b.exists(), %b, 0), {})")
            ],
            "linkId": "/55758-7",
            "text": "Total",
        },
    ],
}

SDC = {
    "resourceType": "Questionnaire",
    "id": "sdc-shape",
    "language": "en",
    "url": "https://forms.example/Questionnaire/sdc-shape",
    "version": "2.1.0",
    "name": "SdcShape",
    "title": "Problems of the last two weeks",
    "status": "active",
    "experimental": True,
    "contained": [
        {
            "resourceType": "ValueSet",
            "id": "often",
            "status": "draft",
            "compose": {
                "include": [
                    {
                        "system": LOINC,
                        "concept": [
                            {
                                "code": "LA6568-5",
                                "display": "Not at all",
                                "extension": [{"url": ORDINAL, "valueDecimal": 0}],
                            },
                            {
                                "code": "LA6570-1",
                                "display": "More than half",
                                "extension": [{"url": ORDINAL, "valueDecimal": 2}],
                            },
                        ],
                    }
                ]
            },
        }
    ],
    "effectivePeriod": {"start": "2020-01-01"},
    "item": [
        {
            "linkId": "H1/T1",
            "text": "Problems",
            "type": "group",
            "item": [
                {
                    "linkId": "H1/T1/Q1",
                    "text": "Sleep?",
                    "type": "choice",
                    "required": True,
                    "answerValueSet": "#often",
                },
                {
                    "linkId": "H1/T1/Q2",
                    "text": "Appetite?",
                    "type": "choice",
                    "required": True,
                    "answerValueSet": "#often",
                },
                {
                    "linkId": "H1/T1/Q3",
                    "text": "Which meal?",
                    "type": "string",
                    "maxLength": 40,
                    "enableWhen": [
                        {
                            "question": "H1/T1/Q2",
                            "operator": "=",
                            "answerCoding": {"system": LOINC, "code": "LA6570-1"},
                        },
                        {"question": "H1/T1/Q1", "operator": "exists", "answerBoolean": True},
                    ],
                    "enableBehavior": "all",
                },
            ],
        },
        {
            "linkId": "total",
            "text": "Total",
            "type": "integer",
            "readOnly": True,
            "extension": [expression("%resource.descendants().where(linkId.startsWith('H1')).count()")],
        },
        {
            "linkId": "sum",
            "text": "Sum of weights",
            "type": "decimal",
            "extension": [
                expression(
                    "%resource.item.where(linkId='H1/T1').item.where(linkId != 'H1/T1/Q3').answer.value.weight().sum()"
                )
            ],
        },
        {
            "linkId": "aggregated",
            "text": "The same, aggregated",
            "type": "decimal",
            "extension": [expression(EVERYWHERE)],
        },
    ],
}

BODY = {
    "resourceType": "Questionnaire",
    "status": "draft",
    "title": "Body",
    "language": "de",
    "extension": [
        expression("%resource.item.where(linkId='weight').answer.value", "weight"),
        expression("%resource.item.where(linkId='height').answer.value / 100", "height"),
    ],
    "item": [
        {
            "linkId": "weight",
            "text": "Gewicht",
            "_text": {
                "extension": [
                    {
                        "url": "http://hl7.org/fhir/StructureDefinition/translation",
                        "extension": FRENCH,
                    }
                ]
            },
            "type": "decimal",
            "extension": [
                {"url": UNIT, "valueCoding": {"code": "kg"}},
                {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueDecimal": 20},
                {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueDecimal": 300},
            ],
        },
        {
            "linkId": "height",
            "text": "Größe",
            "type": "decimal",
            "extension": [{"url": UNIT, "valueCoding": {"code": "cm"}}],
        },
        {
            "linkId": "bmi",
            "text": "BMI",
            "type": "decimal",
            "extension": [expression("(%weight/(%height.power(2))).round(1)")],
        },
        {"linkId": "thin", "text": "Untergewicht", "type": "boolean", "extension": [expression(THIN)]},
        {
            "linkId": "since",
            "text": "Seit wann?",
            "type": "date",
            "enableWhen": [{"question": "weight", "operator": "<", "answerDecimal": 50}],
        },
        {"linkId": "photo", "text": "Bild", "type": "attachment"},
        {
            "linkId": "why",
            "text": "Warum?",
            "type": "open-choice",
            "repeats": True,
            "answerOption": [{"valueString": "Krankheit"}, {"valueString": "Sport"}],
            "enableWhen": [{"question": "since", "operator": ">=", "answerDate": "2026-01-01"}],
            "item": [
                {
                    "linkId": "why-help",
                    "type": "display",
                    "text": "Mehrere möglich",
                    "extension": [{"url": CONTROL, "valueCodeableConcept": HELP}],
                }
            ],
        },
    ],
}


def coding(code: str) -> dict[str, Any]:
    return {"valueCoding": {"system": LOINC, "code": code}}
