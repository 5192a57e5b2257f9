/** A stylesheet as text: the builder minifies it and puts it into the script. */
declare module "*.css?inline" {
  const css: string
  export default css
}
