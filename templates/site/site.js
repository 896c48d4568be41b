/* Every page: the search box leads to an address with its query in the hash. */
'use strict';
(function () {
  const form = document.querySelector('form.find');
  if (!form) return;
  const input = form.querySelector('input');
  form.addEventListener('submit', function (event) {
    if (form.id === 'search') return;
    event.preventDefault();
    location.href = form.getAttribute('action') + '#' + new URLSearchParams({ q: input.value.trim() });
  });
})();
