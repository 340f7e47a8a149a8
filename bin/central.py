"""What Maven Central asks of a folder of artifacts, and what it says of each that lacks something."""

import hashlib
import subprocess
import xml.etree.ElementTree as xml
import zipfile
from pathlib import Path

POM = "{http://maven.apache.org/POM/4.0.0}"
SUMS = "md5", "sha1", "sha256", "sha512"
SAID = {
    "name": "name",
    "description": "description",
    "url": "url",
    "a licence's name": "licenses/license/name",
    "a licence's url": "licenses/license/url",
    "a developer's name": "developers/developer/name",
    "a developer's organization": "developers/developer/organization",
    "scm connection": "scm/connection",
    "scm url": "scm/url",
}
BESIDE = ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"
FROM_PARENT = "url", "licenses", "developers", "scm"


def faults(repository, keys=None):
    """One line for each thing that is missing or wrong in a staged repository; keys is the home of GnuPG, None: no signatures asked for."""
    poms = {pom.stem.rsplit("-", 1)[0]: pom for pom in sorted(Path(repository).rglob("*.pom"))}
    found = [] if poms else [f"no artifact in {repository}"]
    for name, pom in poms.items():
        found += [f"{name}: {fault}" for fault in faults_of(pom, poms, keys)]
    return found


def faults_of(pom, poms, keys):
    project = xml.parse(pom).getroot()
    yield from lacking(project, poms)
    packaging = project.findtext(POM + "packaging") or "jar"
    for end in () if packaging == "pom" else BESIDE:
        if not Path(f"{pom.with_suffix('')}{end}").is_file():
            yield f"no {pom.stem}{end}"
    for file in sorted(pom.parent.iterdir()):
        if file.suffix[1:] not in (*SUMS, "asc") and not file.name.startswith("maven-metadata"):
            yield from unsure(file, keys)


def lacking(project, poms):
    """Of a pom's metadata, its parent's included; what is still a variable at its end is none of a reader's."""
    parent = project.find(POM + "parent")
    above = xml.parse(poms[parent.findtext(POM + "artifactId")]).getroot() if parent is not None else None
    variables = {entry.tag.removeprefix(POM): entry.text for holder in (above, project) if holder is not None for entry in holder.find(POM + "properties") or ()}
    for said, path in SAID.items():
        text = project.findtext(deep(path))
        if not text and above is not None and path.split("/")[0] in FROM_PARENT:
            text = above.findtext(deep(path))
        for name, value in variables.items():
            text = text and text.replace("${" + name + "}", value or "")
        if not (text or "").strip():
            yield f"no {said} in its pom"
        elif "${" in text:
            yield f"{said} is {text}"
    version = project.findtext(POM + "version") or (parent is not None and parent.findtext(POM + "version")) or ""
    if not version or version.endswith("-SNAPSHOT"):
        yield f'version is "{version}", expected one that stays'


def deep(path):
    return "/".join(POM + part for part in path.split("/"))


def unsure(file, keys):
    """Checksums and signature of one file."""
    for kind in SUMS:
        written = file.with_name(f"{file.name}.{kind}")
        if not written.is_file():
            if kind in ("md5", "sha1"):
                yield f"no {written.name}"
        elif written.read_text(encoding="utf-8").split()[0] != hashlib.new(kind, file.read_bytes()).hexdigest():
            yield f"{written.name} is another file's"
    signature = file.with_name(f"{file.name}.asc")
    if keys is None:
        return
    if not signature.is_file():
        yield f"no {signature.name}"
    elif subprocess.run(["gpg", "--homedir", str(keys), "--batch", "--verify", str(signature), str(file)], capture_output=True).returncode:
        yield f"{signature.name} does not verify"


def entries(jar):
    with zipfile.ZipFile(jar) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
