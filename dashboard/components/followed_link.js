// dashboard/followed.py says why this is here and what may be gone to.
const PLACE = "forum analyzer: link followed to the login";

function keep(address) {
  if (!address) {
    sessionStorage.removeItem(PLACE);
    return;
  }
  const anchor = /^#post-[0-9]{1,7}$/.test(location.hash) ? location.hash : "";
  sessionStorage.setItem(PLACE, JSON.stringify({ to: address + anchor, at: Date.now() }));
}

function go({ pattern, longest, lasts }) {
  const kept = sessionStorage.getItem(PLACE);
  // Before anything else: whatever becomes of it, it is used once.
  sessionStorage.removeItem(PLACE);
  if (!kept || !location.pathname.endsWith("/") || location.search) {
    return;
  }
  const { to, at } = JSON.parse(kept);
  const isKnown = typeof to === "string" && to !== "" && to.length <= longest && new RegExp(pattern).test(to);
  const age = Date.now() - at;
  if (isKnown && age >= 0 && age < lasts) {
    location.replace(to);
  }
}

export default function ({ data }) {
  try {
    if ("keep" in data) {
      keep(data.keep);
    } else {
      go(data);
    }
  } catch (error) {
    // A browser that keeps nothing, or what no script of ours wrote: one arrives at the root, as without this.
    console.info("The followed link is not kept:", error.name);
  }
}
