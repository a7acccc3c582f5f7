package dev.understudy.evidence;

/**
 * What evidence is bound to: a workflow as it is, for a runbook as it is.
 *
 * @param workflowType Temporal's name of the workflow
 * @param fingerprint of the code that decides
 * @param runbook the runbook's id
 * @param runbookFingerprint of its Markdown
 */
public record WorkflowVersion(String workflowType, String fingerprint, String runbook, String runbookFingerprint) {}
