// What the page says of some lines, one JSON row each: figures and person in, words out.
const { inWords } = await import(process.argv[2]);
const cases = JSON.parse(await new Response(process.stdin).text());
process.stdout.write(JSON.stringify(cases.map(([figures, person]) => inWords(figures, person))));
