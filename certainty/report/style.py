"""The style sheet of a report: light and dark, narrow and wide, screen and paper."""

from __future__ import annotations

from typing import Final

from certainty.render.palette import PALETTE

_COLOURS = "\n".join(
    f".c{at}{{--ground:{ground};--ink:{ink}}}" for at, (ground, ink) in enumerate(PALETTE)
)

STYLE: Final = f"""\
:root{{color-scheme:light dark;--page:#fff;--text:#1c1d1f;--soft:#55595f;--line:#d3d5d8;\
--card:#f5f5f2;--link:#0a4f96;--focus:#b34700;--plain:#e4e5e7}}
@media screen and (prefers-color-scheme:dark){{:root{{--page:#15171a;--text:#e9e9e7;\
--soft:#b0b4ba;--line:#3b4047;--card:#1f2327;--link:#93c8ff;--focus:#ffb15a;--plain:#33383f}}}}
{_COLOURS}
.cn{{--ground:var(--plain);--ink:var(--text)}}
*{{box-sizing:border-box}}
html{{scroll-padding-top:1rem}}
body{{margin:0 auto;max-width:70rem;padding:1.5rem clamp(1rem,4vw,3rem) 4rem;\
background:var(--page);color:var(--text);font:1rem/1.55 system-ui,sans-serif;\
overflow-wrap:anywhere}}
h1{{font-size:clamp(1.5rem,5vw,2.1rem);line-height:1.2;margin:.5rem 0 1rem}}
h2{{font-size:1.4rem;line-height:1.25;margin:2.75rem 0 1rem;padding-top:.75rem;\
border-top:2px solid var(--text)}}
h3{{font-size:1.1rem;margin:2rem 0 .75rem}}
a{{color:var(--link)}}
:focus-visible{{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}}
main:focus{{outline:none}}
.skip{{position:absolute;left:-99rem;background:var(--page);padding:.5rem 1rem}}
.skip:focus{{left:1rem;top:.5rem;z-index:2}}
nav ol{{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;margin:1.25rem 0 0;\
padding:0}}
nav a{{display:inline-block;padding:.2rem 0}}
.counts{{display:flex;flex-wrap:wrap;gap:.75rem 2.5rem;margin:0}}
.counts dt{{font-size:.85rem;color:var(--soft)}}
.counts dd{{margin:0;font-size:1.25rem;font-weight:600;font-variant-numeric:tabular-nums}}
.tables{{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));\
gap:1.5rem 2.5rem;align-items:start}}
table{{width:100%;border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}}
caption{{text-align:left;font-weight:600;padding:.25rem 0 .5rem}}
caption small{{display:block;font-size:.85rem;font-weight:400;color:var(--soft)}}
.shares :is(th,td):last-child{{width:40%;white-space:nowrap}}
table+.tables{{margin-top:2rem}}
th,td{{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;\
border-top:1px solid var(--line);font-weight:400;overflow-wrap:break-word}}
tbody th,.spans td:nth-child(5){{overflow-wrap:anywhere}}
.words tbody th{{overflow-wrap:break-word}}
thead th{{color:var(--soft);font-size:.85rem;border-top:0}}
.bar{{display:inline-block;height:.5rem;width:calc(var(--part)*5rem);min-width:2px;\
margin-left:.5rem;background:currentColor;border-radius:2px;opacity:.65}}
.chip{{display:inline-block;padding:0 .45em;border-radius:.3em;background:var(--ground);\
color:var(--ink);outline:1px solid rgba(128,128,128,.45);font-weight:600;\
font-variant-numeric:tabular-nums;white-space:nowrap}}
.colours{{display:flex;flex-wrap:wrap;gap:.6rem;list-style:none;padding:0;margin:1rem 0 1.5rem;\
font-size:.9rem}}
.sentences{{list-style:none;margin:0;padding:0}}
.sentences li{{display:grid;grid-template-columns:minmax(0,1fr) 17rem;gap:.25rem 2rem;\
padding:.6rem 0;border-top:1px solid var(--line)}}
.sentences .apart{{margin-top:1.25rem}}
.text{{position:relative;align-self:start;font-size:1.06rem;line-height:1.75;\
max-width:44em}}
.verdict{{font-size:.82rem;line-height:1.5}}
.verdict div{{color:var(--soft)}}
.number{{display:inline-block;min-width:1.6em;color:var(--soft);\
font-variant-numeric:tabular-nums}}
.gauge{{display:block;height:.3rem;margin:.4rem 0;max-width:15rem;border-radius:2px;\
background:linear-gradient(var(--text),var(--text)) var(--at)/3px 100% no-repeat,\
linear-gradient(90deg,var(--line) var(--low),var(--soft) 0 var(--high),var(--line) 0)}}
mark{{padding:.08em .25em;border-radius:.25em;background:var(--ground);color:var(--ink);\
outline:1px solid rgba(128,128,128,.45);-webkit-box-decoration-break:clone;\
box-decoration-break:clone}}
mark a{{color:inherit;text-decoration:none}}
mark a:hover{{text-decoration:underline}}
mark a small{{font-size:.72em;font-variant-numeric:tabular-nums;white-space:nowrap;\
user-select:none}}
mark.negated a{{text-decoration:underline dotted;text-underline-offset:.2em}}
.tip{{display:none;position:absolute;left:0;right:0;top:100%;z-index:1;padding:.5rem .75rem;\
background:var(--card);color:var(--text);border:1px solid var(--soft);border-radius:.3rem;\
font:.85rem/1.5 system-ui,sans-serif;white-space:normal;box-shadow:0 2px 8px rgba(0,0,0,.25)}}
mark:hover .tip,mark:focus-within .tip{{display:block}}
:target{{outline:3px solid var(--focus);outline-offset:2px}}
main:target,section:target,article:target{{outline:none}}
footer{{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--line);font-size:.85rem;\
color:var(--soft)}}
@media (max-width:46rem){{
.sentences li{{grid-template-columns:minmax(0,1fr)}}
.spans,.spans caption,.spans tbody,.spans tr{{display:block}}
.spans thead{{position:absolute;clip-path:inset(50%);display:block;width:1px;height:1px;\
overflow:hidden}}
.spans tr{{padding:.6rem 0;border-top:1px solid var(--line)}}
.spans th,.spans td{{display:grid;grid-template-columns:6.5rem minmax(0,1fr);border:0;\
padding:.1rem 0;justify-items:start}}
.spans th{{display:block;font-size:1rem}}
.spans td::before{{color:var(--soft)}}
.spans td:nth-child(2)::before{{content:"Kind"}}
.spans td:nth-child(3)::before{{content:"Heard as"}}
.spans td:nth-child(4)::before{{content:"Basis"}}
.spans td:nth-child(5)::before{{content:"Held by"}}
.spans td:nth-child(6)::before{{content:"Sentence"}}
}}
@media (forced-colors:active){{mark,.chip{{border:1px solid}}.bar{{background:CanvasText}}}}
@media print{{
@page{{margin:17mm}}
body{{max-width:none;padding:0;font-size:10pt}}
nav,.skip,.tip,mark:hover .tip,mark:focus-within .tip{{display:none}}
a{{color:inherit;text-decoration:none}}
.text{{font-size:10.5pt;line-height:1.6}}
.sentences li{{grid-template-columns:minmax(0,1fr) 58mm;gap:2mm 6mm}}
li,tr,.counts{{break-inside:avoid}}
h2,h3,caption{{break-after:avoid}}
article{{break-before:page}}
thead{{display:table-header-group}}
mark,.chip,.bar,.gauge{{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
:target{{outline:none}}
footer{{margin-top:6mm}}
}}
"""
