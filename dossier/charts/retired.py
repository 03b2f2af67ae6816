"""Ids of figures that are no longer published, each with what replaced it; an id is never used again."""

from __future__ import annotations

#: A retired id, and the id of the figure or the page (a path without an ending) to which its old address leads.
RETIRED = {
    "bg-behind-kabul": "r1-supporters-by-year",
    "bg-record-by-year": "bg-timeline",
    "r1-pakistan-shares-by-window": "r1-pakistan-arms-by-supplier",
    "r1-pakistan-supplier-map": "r1-pakistan-arms-by-supplier",
    "r1-russia-arms-pakistan-india": "r1-russia-to-pakistan-what",
    "r1-un-agreement": "chapters/reason-1/pakistan",
    "r1-us-strikes-on-is": "chapters/reason-1/where",
    "r2-afghan-battle-deaths": "bg-war-deaths",
    "r2-ideal-point-distance": "chapters/reason-2/voting",
    "r2-named-supporters": "r1-supporters-by-year",
    "r2-supplier-map": "r2-arms-to-afghans",
    "r2-two-codings": "r2-troops-and-acts",
    "r2-vetoes": "chapters/reason-2/voting",
    "r3-forecasts": "chapters/reason-3/forecasts",
    "r3-opium-area": "r4-opium-speech",
    "r3-un-list-and-russian-ban": "chapters/reason-3/shift",
    "r3-who-paid": "r2-helicopters-who-paid",
    "r4-afghan-buyers": "chapters/reason-4/trade",
    "r4-afghan-sales-to-russia": "chapters/reason-4/trade",
    "r4-aid": "chapters/reason-4/money",
    "r4-china-finance": "chapters/reason-4/money",
    "r4-deposit-status": "r4-deposits-map",
    "r4-trillion": "chapters/reason-4/money",
    "robust-drugs": "robust-summary",
    "robust-future-base-rate": "robust-summary",
    "robust-future-lead": "robust-summary",
    "robust-markets-2022": "robust-summary",
    "robust-opportunity": "robust-summary",
    "robust-un-hostility": "robust-summary",
    "robust-war-cost": "robust-summary",
    "robust-war-machine": "robust-summary",
}
