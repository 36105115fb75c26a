"""A small scenario with each kind of inject, and each kind of expectation."""

SMALL = """+++
key = "small"
title = "Disk full, for practice"
goal = "Answer in time."
minutes = 20
alone = true
questions = ["What helped?"]

[[objectives]]
key = "see"
text = "See what is wrong."

[[objectives]]
key = "act"
text = "Do something about it."

[[injects]]
key = "disk"
kind = "alert"
at = "10s"

[[injects]]
key = "call"
kind = "message"
who = "Ada Moor, front desk"
when = ["declared"]
delay = "30s"

[[injects]]
key = "gone"
kind = "unavailable"
who = "Ben Ott"
at = "3m"

[[injects]]
key = "log"
kind = "file"
at = "4m"

[[injects]]
key = "worse"
kind = "fact"
at = "8m"
unless = ["contained"]

[[expectations]]
key = "answered"
objective = "see"
what = "acknowledged"
text = "The alert was acknowledged within 2 minutes"
within = "2m"
since = "disk"

[[expectations]]
key = "declared"
objective = "see"
what = "declared"
text = "An incident was declared within 5 minutes"
within = "5m"

[[expectations]]
key = "bad"
objective = "see"
what = "severity 2"
text = "It was called SEV2 or worse"

[[expectations]]
key = "lead"
objective = "act"
what = "commander"
text = "Somebody led"
within = "6m"

[[expectations]]
key = "told"
objective = "act"
what = "update"
text = "The desk was told within 4 minutes of its call"
within = "4m"
since = "call"

[[expectations]]
key = "held"
objective = "act"
what = "contained"
text = "Contained within 8 minutes"
within = "8m"

[[expectations]]
key = "calm"
objective = "act"
what = "judged"
text = "People stayed calm"
+++
It is Friday.

## Facts

- `db9` is made up.

## /srv on db9 is nearly full {#disk}

```json db9.json
{
  "version": "4", "groupKey": "{}:{alertname=\\"DiskFull\\"}", "truncatedAlerts": 0, "status": "firing",
  "receiver": "holdfast", "groupLabels": {"alertname": "DiskFull"}, "commonLabels": {"alertname": "DiskFull"},
  "commonAnnotations": {}, "externalURL": "http://monitor.example:9093",
  "alerts": [{
    "status": "firing",
    "labels": {"alertname": "DiskFull", "instance": "db9:9100", "severity": "critical", "service": "billing"},
    "annotations": {"summary": "/srv on db9 is nearly full"},
    "startsAt": "{{now}}", "endsAt": "0001-01-01T00:00:00Z",
    "generatorURL": "http://monitor.example:9090/graph", "fingerprint": "00c0ffee"
  }]
}
```

## A call from the desk {#call}

"Visitors come at nine."

## Ben has left {#gone}

He is on a train.

## A log {#log}

```text app.log
12:00 no space left on device
```

## It is full {#worse}

Writes fail.
"""
