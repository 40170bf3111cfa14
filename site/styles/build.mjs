// Compiles the two style sheets of Concejo. With --check it only says whether the committed files are current.
import { readFileSync, writeFileSync, mkdirSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
// CSS_TARGET: another folder to write to, or to compare with.
const target = process.env.CSS_TARGET ?? join(here, "..", "static", "css");
const source = JSON.parse(readFileSync(join(here, "node_modules", "govuk-frontend", "package.json"), "utf8"));
const notice = `/*! Concejo. EUPL-1.2. Source: site/styles and site/templates/components; rebuild: npm run build.
 * Form components from govuk-frontend ${source.version}, MIT License, Copyright (c) 2017 Crown Copyright (Government
 * Digital Service). Its notice is in site/styles/LICENSE-govuk-frontend.txt. No font, crown or header of GOV.UK is used. */
`;
const sheets = { "concejo.scss": "concejo.css", "tokens.scss": "tokens.css" };
let stale = 0;

for (const [from, to] of Object.entries(sheets)) {
  const { css } = sass.compile(join(here, from), {
    style: "compressed",
    loadPaths: [join(here, "node_modules"), join(here, "..", "templates")],
    quietDeps: true,
  });
  const text = notice + css.replace(/^\uFEFF/, "") + "\n";
  const path = join(target, to);
  if (process.argv.includes("--check")) {
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
      stale += 1;
      console.error(`${to} is not what the sources give`);
    }
  } else {
    mkdirSync(target, { recursive: true });
    writeFileSync(path, text);
  }
}
process.exit(stale ? 1 : 0);
