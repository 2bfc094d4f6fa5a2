"""What annotations look like outside Python, and how texts come in.

`jsonl` is the wire format. The formats of annotation tools are modules of one shape:
``dumps(document)`` and ``loads(data)`` for one document, ``write`` and ``read`` for files.

- `brat`: standoff, ``.ann`` beside ``.txt``; ``configuration()`` is its ``annotation.conf``;
- `w3c`: Web Annotation in JSON-LD;
- `labelstudio`: tasks for Label Studio; ``configuration()`` is its labelling interface;
- `prodigy`: Prodigy's JSON lines;
- `conll`: token columns (CoNLL-U Plus) with BIO tags and scopes;
- `cas`: UIMA CAS as XMI for INCEpTION; needs ``pip install 'certainty-text[cas]'``.

What the library wrote is read back as the same document. What people changed or made in a
tool is read as labels by `certainty.evaluation.read_examples`, as `certainty.evaluate` does.
"""
