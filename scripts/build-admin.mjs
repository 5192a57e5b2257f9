import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { brotliCompressSync } from "node:zlib"
import { build } from "vite"
import { logicalSides } from "./logical-sides.mjs"
import { root } from "./root.mjs"

const here = join(root, "web", "admin")

/**
 * Builds the admin app into dist/admin: index.html is the template of every page's document, assets/ holds everything
 * else under names that change with their contents.
 */
await build({
  configFile: false,
  root: here,
  logLevel: "warn",
  plugins: [logicalSides()],
  define: { "process.env.NODE_ENV": '"production"' },
  resolve: { dedupe: ["react", "react-dom"] },
  build: {
    outDir: join(root, "dist", "admin"),
    emptyOutDir: true,
    target: "es2022",
    // The strict Content-Security-Policy has no data: scripts, and small files are better in the cache.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
    rolldownOptions: {
      // React Query marks its files "use client" for frameworks that render on the server.
      onwarn: (warning, warn) => warning.code !== "MODULE_LEVEL_DIRECTIVE" && warn(warning),
    },
  },
})

// Compressed once here rather than for every merchant: Polaris' style sheet shrinks from 430 KB to 40.
const assets = join(root, "dist", "admin", "assets")
for (const name of readdirSync(assets).filter((name) => /\.(js|css)$/.test(name))) {
  writeFileSync(join(assets, `${name}.br`), brotliCompressSync(readFileSync(join(assets, name))))
}
