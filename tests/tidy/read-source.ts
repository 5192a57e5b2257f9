import ts from "typescript"

/** What the rules need to know of a source file; lines count from 1. */
export interface Source {
  path: string
  lines: number
  imports: { specifier: string; typeOnly: boolean; line: number }[]
  /** Lines that say `export default` or `export * from`. */
  defaultExports: number[]
  barrels: number[]
  /** Lines that read the environment. */
  environment: number[]
  strings: { text: string; line: number }[]
  functions: { name: string; line: number; lines: number }[]
  /** Calls such as test.skip and describe.only. */
  muted: number[]
}

/** Reads a source file by its syntax tree, so that comments and strings are not mistaken for code. */
export function readSource(path: string, text: string): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1
  const source: Source = {
    path,
    lines: text.split("\n").length - 1,
    imports: [],
    defaultExports: [],
    barrels: [],
    environment: [],
    strings: [],
    functions: [],
    muted: [],
  }
  const visit = (node: ts.Node) => {
    const line = lineOf(node.getStart(file))
    readImport(node, line, source)
    readExport(node, line, source)
    readExpression(node, line, source)
    if (ts.isFunctionLike(node)) {
      const name = node.name?.getText(file) ?? "a function"
      source.functions.push({ name, line, lines: lineOf(node.end) - line + 1 })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return source
}

function readImport(node: ts.Node, line: number, { imports }: Source) {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    imports.push({ specifier: node.moduleSpecifier.text, typeOnly, line })
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const specifier = (node.moduleSpecifier as ts.StringLiteral).text
    imports.push({ specifier, typeOnly: node.isTypeOnly, line })
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [first] = node.arguments
    if (first && ts.isStringLiteralLike(first)) {
      imports.push({ specifier: first.text, typeOnly: false, line })
    }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const { literal } = node.argument
    if (ts.isStringLiteral(literal)) imports.push({ specifier: literal.text, typeOnly: true, line })
  }
}

function readExport(node: ts.Node, line: number, { defaultExports, barrels }: Source) {
  const isDefault =
    ts.isExportAssignment(node) ||
    (ts.isExportSpecifier(node) && node.name.text === "default") ||
    (ts.canHaveModifiers(node) &&
      ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
  if (isDefault) defaultExports.push(line)
  if (ts.isExportDeclaration(node) && !node.exportClause) barrels.push(line)
}

function readExpression(node: ts.Node, line: number, { environment, muted, strings }: Source) {
  if (ts.isPropertyAccessExpression(node)) {
    const [of, name] = [node.expression.getText(), node.name.text]
    if (name === "env" && ["process", "globalThis.process", "import.meta"].includes(of)) {
      environment.push(line)
    }
    if (/^(skip|only|todo)$/.test(name) && /^(test|it|describe)\b/.test(of)) muted.push(line)
  }
  if (ts.isElementAccessExpression(node) && node.expression.getText() === "process") {
    environment.push(line)
  }
  if (ts.isVariableDeclaration(node) && node.initializer?.getText() === "process") {
    environment.push(line)
  }
  if (ts.isStringLiteralLike(node)) strings.push({ text: node.text, line })
  if (ts.isTemplateExpression(node)) strings.push({ text: node.getText(), line })
}
