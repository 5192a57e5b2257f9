/** What the stand-in for App Bridge, inside the frame, tells the admin page around it. */
export type ToAdmin =
  | { type: "ask"; id: number; question: "id-token" | "extensions" }
  | { type: "toast"; message: string; isError: boolean; durationMs: number }
  | { type: "save-bar"; bar: SaveBar | null }
  | { type: "nav"; items: NavItem[] }
  | { type: "location"; path: string; title: string }
  | { type: "loading"; on: boolean }
  | { type: "open"; path: string }

/** What the admin page tells the app. */
export type ToApp =
  | { type: "answer"; id: number; value: unknown }
  | { type: "press"; button: "save" | "discard" }
  | { type: "navigate"; href: string }

export type SaveBar = { save: Button; discard: Button }
export type Button = { label: string; disabled: boolean; loading: boolean }
export type NavItem = { label: string; href: string }

/** Every message is wrapped in this, so that others' messages are not mistaken for ours. */
export type Wrapped<Message> = { sandboxAdmin: Message }
