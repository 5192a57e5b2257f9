import type { ToAdmin, ToApp, Wrapped } from "#web/sandbox/admin-frame/messages.ts"

const frame = document.querySelector<HTMLIFrameElement>("#app-frame")!
const origin = frame.dataset.origin!

/** Tells the framed app something. */
export function tell(message: ToApp): void {
  const wrapped: Wrapped<ToApp> = { sandboxAdmin: message }
  frame.contentWindow?.postMessage(wrapped, origin)
}

/** Listens to the app in the frame, and to nobody else. */
export function listen(heard: (message: ToAdmin) => void): void {
  window.addEventListener("message", (event: MessageEvent<Wrapped<ToAdmin> | undefined>) => {
    if (event.origin !== origin || event.source !== frame.contentWindow) return
    if (event.data?.sandboxAdmin) heard(event.data.sandboxAdmin)
  })
}
