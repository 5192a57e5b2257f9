import { forgetToken, idToken } from "./id-token.ts"

const RETRY = "x-shopify-retry-invalid-session-request"

/** As App Bridge does: requests to the app's own server carry an ID token, and are repeated once with a new one. */
export function authorizeFetch(): void {
  const plain = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    const request = new Request(input, init)
    const own = new URL(request.url).origin === location.origin
    if (!own || request.headers.has("authorization")) return plain(request)
    const again = request.clone()
    const response = await plain(await authorized(request))
    if (response.status !== 401 || !response.headers.has(RETRY)) return response
    forgetToken()
    return plain(await authorized(again))
  }
}

async function authorized(request: Request): Promise<Request> {
  const headers = new Headers(request.headers)
  headers.set("authorization", `Bearer ${await idToken()}`)
  return new Request(request, { headers })
}
