export type Picture = "bag" | "tin" | "kettle" | "cup" | "box" | "card"

const light = "#f6efe4"

/** Flat drawings on a 400 by 400 ground; `c` is the product's colour. */
const drawings: Record<Picture, (c: string) => string> = {
  bag: (c) =>
    `<path d="M130 110h140l18 200a14 14 0 0 1-14 14H126a14 14 0 0 1-14-14z" fill="${c}"/>` +
    `<path d="M130 110l10-28h120l10 28z" fill="${c}" opacity=".75"/>` +
    `<rect x="148" y="170" width="104" height="88" rx="6" fill="${light}"/>` +
    `<ellipse cx="200" cy="214" rx="20" ry="28" fill="${c}"/>` +
    `<path d="M200 188c-9 16 9 36 0 52" fill="none" stroke="${light}" stroke-width="4"/>`,
  tin: (c) =>
    `<rect x="118" y="120" width="164" height="206" rx="14" fill="${c}"/>` +
    `<rect x="110" y="92" width="180" height="44" rx="10" fill="${c}" opacity=".8"/>` +
    `<rect x="118" y="186" width="164" height="86" fill="${light}"/>` +
    `<path d="M200 254c-34-10-34-42 0-56 34 14 34 46 0 56z" fill="${c}"/>` +
    `<path d="M200 260v-52" stroke="${light}" stroke-width="4"/>`,
  kettle: (c) =>
    `<path d="M132 316l16-140h104l16 140z" fill="${c}"/>` +
    `<rect x="152" y="156" width="96" height="22" rx="8" fill="${c}" opacity=".8"/>` +
    `<circle cx="200" cy="146" r="12" fill="${c}"/>` +
    `<path d="M144 292c-44-10-30-92-72-104" fill="none" stroke="${c}" stroke-width="13"/>` +
    `<path d="M254 186c70-8 70 92 12 100" fill="none" stroke="${c}" stroke-width="15"/>`,
  cup: (c) =>
    `<path d="M116 150h150v96a60 60 0 0 1-60 60h-30a60 60 0 0 1-60-60z" fill="${c}"/>` +
    `<path d="M266 172c52-6 52 76-6 76" fill="none" stroke="${c}" stroke-width="16"/>` +
    `<ellipse cx="191" cy="152" rx="75" ry="15" fill="${light}"/>` +
    `<ellipse cx="191" cy="154" rx="62" ry="10" fill="#7a4a2c"/>`,
  box: (c) =>
    `<path d="M104 160l96-42 96 42v128l-96 44-96-44z" fill="${c}"/>` +
    `<path d="M104 160l96 42 96-42-96-42z" fill="${c}" opacity=".75"/>` +
    `<path d="M200 202v130" stroke="${light}" stroke-width="4"/>` +
    `<path d="M128 214l48 22-24 40z" fill="${light}"/>`,
  card: (c) =>
    `<rect x="80" y="132" width="240" height="150" rx="16" fill="${c}"/>` +
    `<path d="M80 186h240M150 132v150" stroke="${light}" stroke-width="10"/>` +
    `<path d="M150 186c-40-44 8-60 0 0 8-60 44-34 0 0z" fill="${light}"/>`,
}

/** An SVG picture of a product; `title` names it for who cannot see it. */
export function productPicture(picture: Picture, colour: string, title: string): string {
  const name = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img">` +
    `<title>${name}</title>` +
    `<rect width="400" height="400" fill="${colour}" opacity=".14"/>` +
    `<ellipse cx="200" cy="334" rx="112" ry="12" fill="#000" opacity=".1"/>` +
    `${drawings[picture](colour)}</svg>`
  )
}
