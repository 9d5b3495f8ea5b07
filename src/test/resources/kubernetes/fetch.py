#!/usr/bin/env python3
"""Fetches the schemas in this folder anew: see README.md. Needs pip and npm."""

import json
import pathlib
import re
import subprocess
import tarfile
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent

KUBERNETES = "kubernetes-validate==1.37.0"
VERSIONS = ["1.30", "1.37"]
KINDS = {
    "v1 ConfigMap": "io.k8s.api.core.v1.ConfigMap",
    "v1 Pod": "io.k8s.api.core.v1.Pod",
    "v1 Secret": "io.k8s.api.core.v1.Secret",
    "v1 Service": "io.k8s.api.core.v1.Service",
    "v1 ServiceAccount": "io.k8s.api.core.v1.ServiceAccount",
    "apps/v1 Deployment": "io.k8s.api.apps.v1.Deployment",
    "autoscaling/v2 HorizontalPodAutoscaler": "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
    "batch/v1 Job": "io.k8s.api.batch.v1.Job",
    "networking.k8s.io/v1 Ingress": "io.k8s.api.networking.v1.Ingress",
    "networking.k8s.io/v1 NetworkPolicy": "io.k8s.api.networking.v1.NetworkPolicy",
    "policy/v1 PodDisruptionBudget": "io.k8s.api.policy.v1.PodDisruptionBudget",
}
OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"

CUSTOM = [
    ("@kubernetes-models/gateway-api@0.5.1", "gateway.networking.k8s.io/v1 HTTPRoute"),
    ("@kubernetes-models/prometheus-operator@4.0.0", "monitoring.coreos.com/v1 ServiceMonitor"),
    ("@kubernetes-models/prometheus-operator@4.0.0", "monitoring.coreos.com/v1 PrometheusRule"),
    ("@kubernetes-models/keda@0.3.2", "keda.sh/v1alpha1 ScaledObject"),
]

DROPPED = ("description", "x-kubernetes-", "$schema", "$id", "default", "format", "nullable")


def strict(schema):
    """Without words; with neither null nor fields that are not named."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    result = {}
    for key, value in schema.items():
        if key.startswith(DROPPED):
            continue
        if key == "properties":
            result[key] = {name: strict(part) for name, part in value.items()}
        elif key == "type" and isinstance(value, list):
            types = [one for one in value if one != "null"]
            result[key] = types[0] if len(types) == 1 else types
        elif key in ("enum", "required", "const"):
            result[key] = value
        else:
            result[key] = strict(value)
    if schema.get("x-kubernetes-preserve-unknown-fields"):
        return result
    if "properties" in result and "additionalProperties" not in result:
        result["additionalProperties"] = False
    return result


def references(schema):
    return re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema))


def closure(definitions, names):
    found, open_names = {}, list(names)
    while open_names:
        name = open_names.pop()
        if name not in found:
            found[name] = strict(definitions[name])
            open_names += references(found[name])
    return found


def write(file, kinds, definitions):
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(definitions[name], separators=(',', ':'), sort_keys=True)}"
        for name in sorted(definitions)
    )
    head = json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "kinds": kinds}, indent=0)
    (HERE / file).write_text(head[:-2] + ',\n"$defs": {\n' + lines + "\n}\n}\n")


def javascript_schema(package, kind, folder):
    """What follows `const schema =` is JSON."""
    tar = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True)
    group_version, name = kind.split(" ")
    with tarfile.open(folder / tar.stdout.strip()) as files:
        source = files.extractfile(f"package/{group_version}/{name}.js").read().decode()
    text = source[source.index("const schema = ") + len("const schema = "):]
    schema, _ = json.JSONDecoder().raw_decode(text)
    schema["properties"]["metadata"] = {"$ref": f"#/$defs/{OBJECT_META}"}
    return schema


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        subprocess.run(["pip", "download", "-q", "--no-deps", "-d", temporary, KUBERNETES], check=True)
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
            for version in VERSIONS:
                path = f"kubernetes_validate/kubernetes-json-schema/v{version}.0-local-strict/_definitions.json"
                definitions = json.loads(wheel.read(path))["$defs"]
                write(f"kubernetes-{version}.json", KINDS, closure(definitions, KINDS.values()))
        custom = {kind: javascript_schema(package, kind, folder) for package, kind in CUSTOM}
        names = {kind: kind.split(" ")[1] for kind in custom}
        schemas = closure(definitions, [OBJECT_META]) | {names[kind]: strict(custom[kind]) for kind in custom}
        write("custom-resources.json", names, schemas)


if __name__ == "__main__":
    main()
