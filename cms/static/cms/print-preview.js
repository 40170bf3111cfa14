// The preview "Impresa": what the style sheets keep for paper is shown on screen.
const swap = (media) => media.replace(/\bprint\b/g, "all").replace(/\bscreen\b/g, "not all");

const turn = (rules) => {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      rule.media.mediaText = swap(rule.media.mediaText);
      turn(rule.cssRules);
    }
  }
};

for (const sheet of document.styleSheets) turn(sheet.cssRules);
