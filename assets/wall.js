// A meeting on the wall: the arrow keys, space and page keys turn, F fills the screen, Escape leaves it.
(() => {
  const turn = document.querySelector('[data-turn]');
  if (!turn) return;
  const follow = rel => turn.querySelector(`a[rel=${rel}]`)?.click();
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input,select,textarea')) return;
    const on = { ArrowRight: 'next', PageDown: 'next', ' ': 'next', ArrowLeft: 'prev', PageUp: 'prev' }[event.key];
    if (on) { event.preventDefault(); follow(on); }
    if (event.key === 'f' || event.key === 'F') {
      if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen?.();
    }
  });
})();
