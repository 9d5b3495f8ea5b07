{{/* The service's settings, in the form of an application.yaml; what is set by hand goes before the rest. */}}
{{- define "qudiffuse.settings" -}}
{{- $settings := include "qudiffuse.ownSettings" . | fromYaml -}}
{{- toYaml (mergeOverwrite $settings (deepCopy .Values.extraSettings)) -}}
{{- end -}}

{{- define "qudiffuse.ownSettings" -}}
qudiffuse:
  {{- with include "qudiffuse.modelFile" . }}
  model: {{ . }}
  {{- end }}
  {{- with .Values.settings }}
  threads: {{ .threads | int }}
  queue-capacity: {{ .queueCapacity | int }}
  client-share: {{ .clientShare | int }}
  deadline: {{ .deadlineSeconds | int }}s
  warm-up: {{ .warmUp }}
  steps: {{ .steps }}
  guidance: {{ .guidance }}
  size: {{ .size }}
  sampler: {{ .sampler }}
  {{- end }}
  shutdown-delay: {{ .Values.shutdown.delaySeconds | int }}s
spring:
  lifecycle:
    timeout-per-shutdown-phase: {{ .Values.shutdown.drainSeconds }}s
  {{- if or .Values.jwt.issuerUri .Values.jwt.jwkSetUri }}
  security:
    oauth2:
      resourceserver:
        jwt:
          {{- with .Values.jwt.issuerUri }}
          issuer-uri: {{ . }}
          {{- end }}
          {{- with .Values.jwt.jwkSetUri }}
          jwk-set-uri: {{ . }}
          {{- end }}
          {{- with .Values.jwt.audiences }}
          audiences:
            {{- toYaml . | nindent 12 }}
          {{- end }}
  {{- end }}
{{- with .Values.tracing.endpoint }}
management:
  opentelemetry:
    tracing:
      export:
        otlp:
          endpoint: {{ . }}
{{- end }}
{{- with .Values.logFormat }}
logging:
  structured:
    format:
      console: {{ . }}
{{- end }}
{{- end -}}
