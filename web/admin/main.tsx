import "@shopify/polaris/build/esm/styles.css"
import "./styles.css"
import { createRoot } from "react-dom/client"
import { App } from "./App.tsx"
import { followBrowser } from "./router/location.ts"
import { screenAt } from "./screens.tsx"
import { loadWords } from "./words/load-words.ts"

/** Words and the first screen are fetched side by side, before React starts. */
async function start(): Promise<void> {
  followBrowser()
  const words = loadWords(document.documentElement.lang)
  await screenAt(window.location.pathname)?.start()
  createRoot(document.getElementById("root")!).render(<App words={await words} />)
}

void start()
