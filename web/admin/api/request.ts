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

/** Asks the admin API; App Bridge says who asks. Throws RequestError, and nothing else. */
export async function request<Data>(query: string, variables: object = {}): Promise<Data> {
  if (!appBridge()) throw new RequestError("opened-outside")
  const response = await send(query, variables).catch(() => {
    throw new RequestError("offline")
  })
  const answer: Answer<Data> | null = await response.json().catch(() => null)
  if (response.ok && answer?.data && !answer.errors) return answer.data
  throw new RequestError(failureOf(answer?.error?.code))
}

type Answer<Data> = { data?: Data; errors?: unknown[]; error?: { code: string } }

function send(query: string, variables: object): Promise<Response> {
  return fetch("/admin/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  })
}

function failureOf(code: string | undefined): RequestFailure {
  return code === "invalid-session" || code === "shop-not-installed" ? code : "unexpected"
}
