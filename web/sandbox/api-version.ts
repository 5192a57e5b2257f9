/** The only version the sandbox serves and signs for. */
export const apiVersion = "2026-10"
