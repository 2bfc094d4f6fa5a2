"""Many texts: processes on one machine, Arrow tables, archives of files, and clusters.

=========================================  ====================================================
``annotator.pipe(texts, n_jobs=2)``        documents, lazily and in order (`batch`)
``certainty.table(texts, ids)``            all sentences as one Arrow table (`columns`)
``certainty.record_batches(texts, ids)``   the same as a stream
``certainty annotate DIR --format parquet  archives into parts of Parquet; a run that was
--out OUT``                                stopped goes on (`archive`)
``spark.annotate(frame, "body")``          a data frame of Spark, of Dask, a data set of Ray
``dask.annotate``, ``ray.annotate``        (``from certainty.engines import spark``)
=========================================  ====================================================

All of them but the first give the columns of `schema`, a row for each sentence, and a row with
an ``error`` for a text that could not be annotated: nothing else is lost for it. The engines
call one function, `work.Work`, on batches of Arrow, so whatever maps a function over Arrow
tables is an engine. For the ``datasets`` of Hugging Face that reads::

    from certainty.engines.work import plan

    found = posts.with_format("arrow").map(
        plan("body", ids="id"), batched=True, remove_columns=posts.column_names
    )

Past one machine
----------------
What a billion documents cost follows from a few rates, which ``python
tests/benchmarks/scale.py rates FILE`` measures on the machine at hand: sentences a second on
one core from text to columns, characters to a sentence, and bytes of Parquet (zstd) to a
sentence, with its text and without. On one core of a small, shared server these were, over news
that the annotator had not seen:

>>> rate, characters, stored, bare = 19_000, 139, 165, 96

Everything below is computed from them. Measure on new text: the annotator remembers the words
that it has seen, and the same text again goes twice as fast. With documents of 4,000
characters:

>>> documents, length = 1e9, 4_000
>>> sentences = documents * length / characters
>>> core_hours = sentences / rate / 3600
>>> f"{sentences / 1e9:.0f} thousand million sentences, {core_hours:,.0f} core-hours"
'29 thousand million sentences, 421 core-hours'
>>> written, thin = sentences * stored / 1e12, sentences * bare / 1e12
>>> f"{documents * length / 1e12:.0f} TB in, {written:.1f} TB out, {thin:.1f} without the text"
'4 TB in, 4.7 TB out, 2.8 without the text'

The column ``text`` need not be kept: offsets bring it back from the documents.

*Where the bottleneck moves.* The processor is the bottleneck as long as storage gives each core
what it reads and takes what it writes:

>>> each = rate * characters + rate * stored  # bytes a second in and out, of one core
>>> f"{each / 1e6:.1f} MB a second"
'5.8 MB a second'

Beyond so many cores storage is, first a disk of 500 MB a second, then a network card of ten
gigabits, and more machines help where more cores in each would not:

>>> round(500e6 / each), round(1.25e9 / each)
(87, 216)

A faster core moves both in proportion. To make the columns adds an eighth or so to annotating;
in Spark, Dask and Ray they then cross from Python to the engine, 360 bytes a sentence as Arrow.
Do not shuffle them: write from where they are made. A driver that collects rows is the next
bottleneck; ``collect`` and ``compute`` are for samples.

*What partitions to choose.* A worker must get many partitions, and a partition many documents.
``scale.py skew`` lets a hundred workers go through two million documents whose lengths have a
long tail, twenty of them dumps of up to 50 MB:

=========================  ==============  ====================  ===============================
partitions                 for each        the last worker ends  the same, with files sorted by
                           worker                                length
=========================  ==============  ====================  ===============================
20,000 of 100 documents    200             1.00 times the mean   1.26
2,000 of 1,000             20              1.03                  2.58
200 of 10,000              2               1.03                  8.69
100 of 20,000              1               1.04                  13.01
100, no limit on length    1               1.60                  17.53
20,000, no limit           200             1.20                  6.38
=========================  ==============  ====================  ===============================

So: five megabytes of text or a thousand documents to a partition, some seconds of work, and
twenty partitions or more for each worker. What is sorted by length or site is shuffled
first, as documents, which are smaller than their rows. The limit on length, ``max_length``,
matters more than the size: one text of 50 MB keeps a worker as long as ten partitions do, and
no engine can divide it. Split such texts at paragraphs, which annotates the same but for
quotations and pronouns that reach across, or let them be rows with an ``error`` and do them
by hand. Files of Parquet are read best at 100 MB to 1 GB, a hundred such partitions: merge the
files after writing. In Spark ``coalesce`` before writing would leave workers without work.

*Memory.* A worker with its annotator and Arrow takes some 140 MB, and with it one batch of the
engine's (in Spark ``spark.sql.execution.arrow.maxRecordsPerBatch`` rows, 10,000 by default, so
40 MB of news) and the rows of about a megabyte of text at a time. Make the batch smaller where
documents are long. ``scale.py memory`` shows that the length of a stream adds nothing.
"""
