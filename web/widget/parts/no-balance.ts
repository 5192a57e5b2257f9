import { h } from "#web/widget/element.ts"
import { actButton, type View } from "#web/widget/view.ts"

/** Nobody is signed in: what a shopper gains by joining, and the two doors. */
export function signedOut({ say, given }: View): HTMLElement {
  const join = given("join")
  const signIn = given("sign-in")
  return h(
    "section.box",
    h("p", say("signed_out.text")),
    h(
      "div.row",
      join && h("a.main", { href: join }, say("signed_out.join")),
      signIn && h("a", { href: signIn }, say("signed_out.sign_in")),
    ),
  )
}

/** The shop does not answer: nothing is lost, and a way to try again. */
export function down(view: View): HTMLElement {
  return h(
    "section.box",
    { role: "alert" },
    h("h3", view.say("down.title")),
    h("p.muted", view.say("down.text")),
    actButton(view, "load", "", "down.retry"),
  )
}
