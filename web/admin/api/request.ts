import { appBridge } from "#web/admin/app-bridge.ts"

/** Why the server was not reached or did not answer; the words are in the locale files below `error.`. */
export type RequestFailure =
  | "offline"
  | "opened-outside"
  | "invalid-session"
  | "shop-not-installed"
  | "unexpected"

export class RequestError extends Error {
  readonly code: RequestFailure
  constructor(code: RequestFailure) {
    super(code)
    this.code = code
  }
}

/** An expected "no", beside the answer: `field` is the path of the setting it is about. */
export type Refusal = { code: string; field: string | null; limit: number | null }

/** Asks the admin API, with a fresh ID token each time. Throws RequestError, and nothing else. */
export async function request<Data>(query: string, variables: object = {}): Promise<Data> {
  const bridge = appBridge()
  if (!bridge) throw new RequestError("opened-outside")
  const response = await send(query, variables, bridge.idToken).catch(() => {
    throw new RequestError("offline")
  })
  const answer: Answer<Data> | null = await response.json().catch(() => null)
  if (response.ok && answer?.data && !answer.errors) return answer.data
  throw new RequestError(failureOf(answer?.error?.code))
}

type Answer<Data> = { data?: Data; errors?: unknown[]; error?: { code: string } }

async function send(query: string, variables: object, idToken: () => Promise<string>) {
  const ask = async () =>
    fetch("/admin/graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await idToken()}`,
      },
      body: JSON.stringify({ query, variables }),
    })
  const response = await ask()
  // A token lives for a minute: one that went stale on the way is replaced once.
  return response.headers.has("x-shopify-retry-invalid-session-request") ? ask() : response
}

function failureOf(code: string | undefined): RequestFailure {
  return code === "invalid-session" || code === "shop-not-installed" ? code : "unexpected"
}
