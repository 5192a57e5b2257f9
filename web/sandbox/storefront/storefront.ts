import { join } from "node:path"
import type { SandboxContext } from "#web/sandbox/context.ts"
import { type Extension, extensionReader } from "./extension/read-extension.ts"
import { readTheme, type ThemeFiles } from "./theme-files.ts"

/** What every page of the storefront works with. */
export type Storefront = {
  context: SandboxContext
  theme: ThemeFiles
  /** The theme app extension as its files are now; null while there is none. */
  extension(): Extension | null
}

/** The folder of our theme app extension in this repository. */
export const EXTENSION_FOLDER = join(import.meta.dirname, "../../../extensions/loyalty-theme")

export function openStorefront(context: SandboxContext, extensionFolder: string): Storefront {
  const read = extensionReader(extensionFolder)
  return {
    context,
    theme: readTheme(),
    // Nothing of an app is rendered in a shop that has not installed it.
    extension: () => (context.shop().installation ? read() : null),
  }
}
