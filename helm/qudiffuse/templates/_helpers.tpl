{{/* The name of everything here; the release's name is part of it. */}}
{{- define "qudiffuse.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 45 | trimSuffix "-" -}}
{{- else if contains (include "qudiffuse.name" .) .Release.Name -}}
{{- .Release.Name | trunc 45 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "qudiffuse.name" .) | trunc 45 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "qudiffuse.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 45 | trimSuffix "-" -}}
{{- end -}}

{{- define "qudiffuse.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (ternary (include "qudiffuse.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{/* The secret with the API keys, if there is one. */}}
{{- define "qudiffuse.apiKeysSecret" -}}
{{- if .Values.apiKeys.existingSecret -}}
{{- .Values.apiKeys.existingSecret -}}
{{- else if .Values.apiKeys.keys -}}
{{- include "qudiffuse.fullname" . }}-api-keys
{{- end -}}
{{- end -}}

{{/*
Labels of an object, each once: those of this object alone go before those for all, and the chart's own before either.
Arguments: the root, the component, and the labels of this object alone, if it can have any.
*/}}
{{- define "qudiffuse.labels" -}}
{{- $root := index . 0 -}}
{{- $own := include "qudiffuse.ownLabels" (list $root (index . 1)) | fromYaml -}}
{{- range append (slice . 2) $root.Values.commonLabels -}}
{{- $own = merge $own (. | default dict) -}}
{{- end -}}
{{- toYaml $own -}}
{{- end -}}

{{/* Labels that the chart itself gives to an object. Arguments: the root, the component. */}}
{{- define "qudiffuse.ownLabels" -}}
{{- $root := index . 0 -}}
{{ include "qudiffuse.selectorLabels" . }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
{{- end -}}

{{/* The labels that tell a component's pods from all others. Arguments: the root, the component. */}}
{{- define "qudiffuse.selectorLabels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "qudiffuse.name" $root | quote }}
app.kubernetes.io/instance: {{ $root.Release.Name | quote }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "qudiffuse.image" -}}
{{- .Values.image.repository -}}
{{- if .Values.image.digest -}}
@{{ .Values.image.digest }}
{{- else -}}
:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* What the Pod Security Standard "restricted" asks of a pod, and the user of the image. */}}
{{- define "qudiffuse.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "qudiffuse.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
    - ALL
{{- end -}}

{{/* Where pods may run. */}}
{{- define "qudiffuse.scheduling" -}}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/*
Flags for the JVM. Without a limit on processors it would see all of the node's, and draw on as many threads; so it is
told of as many as are requested. With a limit it finds out by itself. Arguments: the root, the resources.
*/}}
{{- define "qudiffuse.jvmOptions" -}}
{{- $resources := index . 1 -}}
{{- $options := (index . 0).Values.jvmOptions -}}
{{- if not (dig "limits" "cpu" "" $resources) -}}
{{- $cpu := dig "requests" "cpu" 1 $resources | toString -}}
{{- $processors := ternary (divf (trimSuffix "m" $cpu) 1000) (float64 $cpu) (hasSuffix "m" $cpu) | ceil | int -}}
{{- $options = prepend $options (printf "-XX:ActiveProcessorCount=%d" $processors) -}}
{{- end -}}
{{- join " " $options -}}
{{- end -}}

{{/* Resources of a container, with no request above its limit. Arguments: the value's name, the resources. */}}
{{- define "qudiffuse.resources" -}}
{{- $value := index . 0 -}}
{{- $resources := index . 1 -}}
{{- range $name, $request := $resources.requests -}}
{{- $limit := dig "limits" $name $request $resources -}}
{{- if gt (include "qudiffuse.quantity" $request | float64) (include "qudiffuse.quantity" $limit | float64) -}}
{{- fail (printf "%s.requests.%s: expected at most %s.limits.%s, %v, got %v" $value $name $value $name $limit $request) -}}
{{- end -}}
{{- end -}}
{{- toYaml $resources -}}
{{- end -}}

{{/* A quantity, such as 512Mi, as a number. */}}
{{- define "qudiffuse.quantity" -}}
{{- $units := dict "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 0x1p10 "Mi" 0x1p20 "Gi" 0x1p30 "Ti" 0x1p40 -}}
{{- $unit := regexFind "[A-Za-z]+$" (toString .) -}}
{{- mulf (trimSuffix $unit (toString .)) (dig $unit 1 $units) -}}
{{- end -}}

{{/* The file of a model of one's own; nothing for the one in the image. */}}
{{- define "qudiffuse.modelFile" -}}
{{- if ne .Values.model.source "builtin" -}}
/models/{{ .Values.model.file }}
{{- end -}}
{{- end -}}

{{- define "qudiffuse.modelMount" -}}
{{- if ne .Values.model.source "builtin" -}}
- name: model
  mountPath: /models
  readOnly: true
{{- end -}}
{{- end -}}

{{- define "qudiffuse.modelVolume" -}}
{{- if eq .Values.model.source "persistentVolumeClaim" -}}
- name: model
  persistentVolumeClaim:
    claimName: {{ .Values.model.claimName | quote }}
    readOnly: true
{{- else if eq .Values.model.source "image" -}}
{{- if semverCompare "<1.33.0-0" .Capabilities.KubeVersion.Version -}}
{{- fail (printf "model.source: expected persistentVolumeClaim or builtin before Kubernetes 1.33, which has no image volumes, got image on %s" .Capabilities.KubeVersion.Version) -}}
{{- end -}}
- name: model
  image:
    reference: {{ .Values.model.image.reference | quote }}
    pullPolicy: {{ .Values.model.image.pullPolicy }}
{{- end -}}
{{- end -}}

{{/* The port of a URL, given or the scheme's own. */}}
{{- define "qudiffuse.portOfUrl" -}}
{{- $url := urlParse . -}}
{{- regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (ternary "443" "80" (eq $url.scheme "https")) -}}
{{- end -}}

{{/* Selects the series of this release's pods, as the ServiceMonitor lets Prometheus name them. */}}
{{- define "qudiffuse.series" -}}
namespace="{{ .Release.Namespace }}",job="{{ include "qudiffuse.fullname" . }}-management"
{{- end -}}

{{/* Pods at most, which are no fewer than those at least. */}}
{{- define "qudiffuse.maxReplicas" -}}
{{- with .Values.autoscaling -}}
{{- if lt (int .maxReplicas) (int .minReplicas) -}}
{{- fail (printf "autoscaling.maxReplicas: expected at least autoscaling.minReplicas, %d, got %d" (int .minReplicas) (int .maxReplicas)) -}}
{{- end -}}
{{- int .maxReplicas -}}
{{- end -}}
{{- end -}}

{{/* Up at once, down when it has been quiet for a while. */}}
{{- define "qudiffuse.scalingBehavior" -}}
scaleUp:
  stabilizationWindowSeconds: 0
  policies:
    - type: Percent
      value: 100
      periodSeconds: 15
scaleDown:
  stabilizationWindowSeconds: 300
  policies:
    - type: Percent
      value: 50
      periodSeconds: 60
{{- end -}}
