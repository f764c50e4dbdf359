// A stamp of the page: it stays the same while nothing moves.
const text = document.body?.innerText ?? "";
let sum = 0;
for (let n = 0; n < text.length; n += 1) sum = (sum * 31 + text.charCodeAt(n)) | 0;
return `${document.readyState} ${location.href} ${document.getElementsByTagName("*").length} ${text.length} ${sum}`;
