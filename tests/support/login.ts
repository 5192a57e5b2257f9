/** The app's login in tests: neither owner nor superuser, as in production. */
export const testLogin = "regulars_test_login"
export const testPassword = "not-a-secret"
