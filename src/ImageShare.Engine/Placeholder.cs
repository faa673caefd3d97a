namespace ImageShare.Model; internal static class Placeholder;
