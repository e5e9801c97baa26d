"""What is wrong with what was typed of a building, each field with the sentence that helps."""

PROBLEMS = {
    "clause": "Choose what was looked at",
    "found": "Choose what was found",
    "value": "Give the number alone, for example 0.4",
    "looked_at": "Give the time with its offset, for example 2026-11-23T10:00:00+00:00",
    "severity": "Choose how grave it is",
    "photograph": "Send a picture: a JPEG or PNG of at most 12 MB",
    "owner": "Say who is to mend it: at most 64 characters",
    "due": "Give the day by which it is to be mended",
    "defect": "Choose a defect",
    "holds": "Choose whether it holds",
    "alone": "The words are too long: at most 500 characters",
}
