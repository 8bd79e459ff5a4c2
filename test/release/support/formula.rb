# Just as much of Homebrew as cloudmock.rb uses: prints what the formula names for one machine, and what it installs
# from the folder of an unpacked archive. Arguments: the formula, macos or linux, arm or intel, the folder.
FORMULA, SYSTEM, PROCESSOR, FOLDER = ARGV

class Version < String; end

# A place to install to: it prints what is put there.
class Place
  def initialize(name) = @name = name

  def install(source)
    path, as = source.is_a?(Hash) ? source.first : [source, File.basename(source)]
    raise "#{path} is not in the archive" unless File.file?(File.join(FOLDER, path))
    puts "#{@name}/#{as}"
  end
end

class Formula
  class << self
    %i[desc homepage version license url sha256].each do |name|
      define_method(name) { |value| puts "#{name} #{value}" }
    end

    { on_macos: "macos", on_linux: "linux" }.each do |name, system|
      define_method(name) { |&body| body.call if system == SYSTEM }
    end

    { on_arm: "arm", on_intel: "intel" }.each do |name, processor|
      define_method(name) { |&body| body.call if processor == PROCESSOR }
    end

    def test; end
  end

  %i[bin bash_completion zsh_completion fish_completion man1].each do |name|
    define_method(name) { Place.new(name) }
  end
end

load FORMULA
Cloudmock.new.install
